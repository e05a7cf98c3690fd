using Faultline.Cli.Shop.Known;
using System.Net;
using Docker.DotNet.Models;
using Faultline.Configuration;
using Faultline.Docker;
using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Tests.Docker;

public sealed class ProjectAtAddressTests
{
    private static readonly KnownServices Shops = ProfileServices.Known(null, TimeProvider.System);

    private static readonly Uri Engine = new("unix:///engine.sock");
    private static readonly TargetAddress A = new(new Uri("http://192.0.2.1:8000"), [IPAddress.Parse("192.0.2.1")], []);
    private static readonly TargetAddress B = new(new Uri("http://192.0.2.1:9000"), [IPAddress.Parse("192.0.2.1")], []);
    private static readonly ContainerListResponse[] TwoShops = [.. Shop("one"), .. Shop("two")];

    [Fact]
    public void Of_two_projects_with_the_same_services_the_one_that_is_asked_is_chosen()
    {
        Assert.Equal("one", Chosen(TwoShops, null, (A, "one-gateway-1")));
        Assert.Equal("two", Chosen(TwoShops, null, (A, "two-gateway-1"), (B, "two-order-service-1")));
    }

    [Fact]
    public void The_only_project_is_left_alone_where_the_address_is_none_of_its_containers()
    {
        var error = Refused([.. Shop("one"), Container("redis")], null, (A, ""));

        Assert.Equal("urls.json names http://192.0.2.1:8000, which no service in Docker publishes", error.Message);
        Assert.Contains("Nothing was killed. Running here: one (gateway, order-service).", error.Hint, StringComparison.Ordinal);
        Assert.Contains("redis", error.Hint, StringComparison.Ordinal);
        Assert.Contains("--project NAME", error.Hint, StringComparison.Ordinal);
        Assert.Contains("--host process", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_is_named_is_taken_where_the_addresses_tell_none() => Assert.Equal("two", Chosen(TwoShops, "two", (A, "")));

    [Fact]
    public void A_project_that_is_named_is_refused_where_another_with_the_services_is_asked()
    {
        var error = Refused(TwoShops, "two", (A, "one-gateway-1"));

        Assert.Contains("names http://192.0.2.1:8000, which project one publishes, and not project two", error.Message, StringComparison.Ordinal);
        Assert.Contains("--project one", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_of_a_project_of_its_own_is_no_system_and_the_one_behind_it_may_be_named()
    {
        ContainerListResponse[] all = [Container("proxy-traefik-1", "proxy", "traefik"), .. Shop("shop")];

        Assert.Contains("has none of the services order-service", Refused(all, null, (A, "proxy-traefik-1")).Message, StringComparison.Ordinal);
        Assert.Equal("shop", Chosen(all, "shop", (A, "proxy-traefik-1")));
    }

    [Fact]
    public void A_container_of_no_project_in_front_is_told_by_name() =>
        Assert.EndsWith("publishes: nginx does, a container of no project", Refused([Container("nginx"), .. Shop("shop")], null, (A, "nginx")).Message, StringComparison.Ordinal);

    [Fact]
    public void Addresses_of_several_projects_are_refused_as_are_those_of_which_one_is_nobody_s()
    {
        Assert.Contains("addresses that 2 projects publish: http://192.0.2.1:8000 (one), http://192.0.2.1:9000 (two)", Refused(TwoShops, null, (A, "one-gateway-1"), (B, "two-gateway-1")).Message, StringComparison.Ordinal);
        Assert.Contains("http://192.0.2.1:9000, which no service", Refused(TwoShops, null, (A, "one-gateway-1"), (B, "")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_was_stopped_as_a_whole_gives_way_to_one_that_runs()
    {
        ContainerListResponse[] all = [.. Stopped(Shop("old")), .. Stopped([Shop("mine")[0]]), Shop("mine")[1]];

        Assert.Equal("mine", Both(all, null));
        Assert.Equal("old", Chosen(all, null, (A, "old-gateway-1")));
    }

    [Fact]
    public void Of_several_stopped_projects_the_one_that_is_meant_is_named()
    {
        ContainerListResponse[] all = [.. Stopped(Shop("old")), .. Stopped(Shop("mine"))];

        Assert.Contains("2 projects publish", Assert.Single(Assert.Throws<ConfigurationException>(() => Both(all, null)).Errors).Message, StringComparison.Ordinal);
        Assert.Equal("mine", Both(all, "mine"));
    }

    [Fact]
    public void A_rival_is_a_project_with_the_services_that_publishes_one_of_the_addresses()
    {
        ContainerListResponse[] all = [Container("nginx"), Container("proxy-traefik-1", "proxy", "traefik"), .. TwoShops];

        Assert.Equal((B, "two"), Rival(["order-service"], "", "two-gateway-1"));
        Assert.Equal((A, "one"), Rival([], "one-gateway-1", "two-gateway-1"));
        Assert.Equal((B, "one"), Rival(["order-service"], "proxy-traefik-1", "one-gateway-1"));
        Assert.Null(Rival(["order-service"], "nginx", "proxy-traefik-1"));
        Assert.Null(Rival([], "", ""));

        (TargetAddress Address, string Project)? Rival(string[] services, string a, string b) =>
            ProjectSelection.Rival(all, services, Shops, [A, B], new Dictionary<TargetAddress, IReadOnlyList<string>> { [A] = [a], [B] = [b] });
    }

    [Fact]
    public void Services_that_no_project_has_are_left_to_whoever_checks_them() => Assert.Equal("one", Chosen(TwoShops, null, ["ordr-service"], (A, "one-gateway-1")));

    [Fact]
    public void Without_faults_the_addresses_alone_decide() => Assert.Equal("two", Chosen(TwoShops, null, [], (A, "two-gateway-1")));

    [Fact]
    public void What_an_orchestrator_runs_is_refused()
    {
        var task = Container("stack_order-service.1.x2y");
        task.Labels!["com.docker.stack.namespace"] = "stack";
        task.Labels["com.docker.swarm.service.name"] = "stack_order-service";

        Assert.Contains("is run by Docker Swarm", Refused([task], null, (A, "stack_order-service.1.x2y")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_without_services_is_no_host_unless_something_runs_beside_it()
    {
        var publishers = new Dictionary<TargetAddress, IReadOnlyList<string>> { [A] = [] };

        Assert.Throws<HostUnavailableException>(() => ProjectSelection.At([], null, ["a"], Shops, new AskedAddresses("urls.json", [A]), publishers, Engine));
        var error = Assert.Throws<ConfigurationException>(() => ProjectSelection.At([], null, ["a"], Shops, new AskedAddresses("urls.json", [A], "child processes"), publishers, Engine));
        Assert.Contains("Running here: child processes.", error.Errors[0].Hint, StringComparison.Ordinal);
    }

    private static ConfigurationError Refused(ContainerListResponse[] listed, string? project, params (TargetAddress Address, string Publisher)[] asked) =>
        Assert.Single(Assert.Throws<ConfigurationException>(() => Chosen(listed, project, asked)).Errors);

    private static string Chosen(ContainerListResponse[] listed, string? project, params (TargetAddress Address, string Publisher)[] asked) =>
        Chosen(listed, project, ["order-service"], asked);

    private static string Chosen(ContainerListResponse[] listed, string? project, string[] services, params (TargetAddress Address, string Publisher)[] asked) =>
        ProjectSelection.At(
            listed, project, services, Shops, new AskedAddresses("urls.json", [.. asked.Select(a => a.Address)]),
            asked.ToDictionary(a => a.Address, a => (IReadOnlyList<string>)(a.Publisher.Length == 0 ? [] : [a.Publisher])), Engine)
            .Select(c => c.Project).Distinct().Single();

    private static string Both(ContainerListResponse[] listed, string? project) =>
        ProjectSelection.At(
            listed, project, ["order-service"], Shops, new AskedAddresses("urls.json", [A]),
            new Dictionary<TargetAddress, IReadOnlyList<string>> { [A] = ["old-gateway-1", "mine-gateway-1"] }, Engine)
            .Select(c => c.Project).Distinct().Single();

    private static ContainerListResponse[] Stopped(ContainerListResponse[] containers)
    {
        foreach (var container in containers) container.State = "exited";
        return containers;
    }

    private static ContainerListResponse[] Shop(string project) =>
        [Container($"{project}-gateway-1", project, "gateway"), Container($"{project}-order-service-1", project, "order-service")];

    private static ContainerListResponse Container(string name, string? project = null, string? service = null)
    {
        var labels = new Dictionary<string, string>();
        if (project is not null) labels["com.docker.compose.project"] = project;
        if (service is not null) labels["com.docker.compose.service"] = service;
        return new ContainerListResponse { ID = name, Names = [$"/{name}"], State = "running", Labels = labels };
    }
}
