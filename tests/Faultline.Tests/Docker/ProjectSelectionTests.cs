using Faultline.Cli.Shop.Known;
using Docker.DotNet.Models;
using Faultline.Configuration;
using Faultline.Docker;
using Faultline.Hosting;

namespace Faultline.Tests.Docker;

public sealed class ProjectSelectionTests
{
    private static readonly KnownServices Shops = ProfileServices.Known(null, TimeProvider.System);

    private static readonly Uri Endpoint = new("unix:///engine.sock");

    [Fact]
    public void The_only_project_with_the_services_is_chosen_among_others() => Assert.Equal(
        ["order-service", "stock-service"],
        Choose(null, ["order-service"], Labelled("blog", "web"), Labelled("shop", "order-service"), Labelled("shop", "stock-service")));

    [Fact]
    public void Of_two_projects_with_the_services_one_must_be_named()
    {
        ContainerListResponse[] both = [Labelled("one", "order-service"), Labelled("two", "order-service")];

        var error = Assert.Throws<ConfigurationException>(() => Choose(null, ["order-service"], both));

        Assert.Contains("2 projects in Docker have order-service: one, two", error.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("one (order-service); two (order-service)", error.Errors[0].Hint, StringComparison.Ordinal);
        Assert.Single(Choose("two", ["order-service"], both));
    }

    [Fact]
    public void A_project_that_is_not_there_is_told_with_those_that_are()
    {
        var error = Assert.Throws<ConfigurationException>(() => Choose("shap", [], Labelled("shop", "order-service")));

        Assert.Contains("shop (order-service)", error.Errors[0].Hint, StringComparison.Ordinal);
        Assert.Contains("Did you mean \"shop\"", error.Errors[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_no_project_has_is_told_with_what_runs()
    {
        var error = Assert.Throws<ConfigurationException>(() => Choose(null, ["kafka"], Labelled("a", "web"), Labelled("b", "web")));

        Assert.Contains("kafka", error.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("a (web)", error.Errors[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_is_misspelt_is_told_with_the_one_that_was_meant()
    {
        var error = Assert.Throws<ConfigurationException>(() => Choose(null, ["stok-service"], Labelled("shop", "stock-service"), Labelled("shop", "gateway")));

        Assert.EndsWith("Did you mean \"stock-service\"? Next: --project NAME", error.Errors[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_project_is_taken_without_its_fitting_only_where_no_service_is_named()
    {
        Assert.Equal(["web"], Choose(null, [], Labelled("blog", "web")));
        Assert.Throws<ConfigurationException>(() => Choose(null, ["order-service"], Labelled("blog", "web")));
    }

    [Fact]
    public void An_engine_without_services_is_no_host() => Assert.Throws<HostUnavailableException>(() => Choose(null, [], Named("redis")));

    [Fact]
    public void Containers_without_labels_are_found_by_name() =>
        Assert.Equal(["order-service"], Choose(null, ["order-service"], Named("shop_order-service_1"), Named("redis")));

    [Fact]
    public void One_off_containers_and_those_being_removed_are_no_instances()
    {
        var oneOff = Labelled("shop", "order-service");
        oneOff.Labels!["com.docker.compose.oneoff"] = "True";
        var leaving = Labelled("shop", "order-service");
        leaving.State = "removing";

        Assert.Equal(["gateway"], Choose("shop", [], oneOff, leaving, Labelled("shop", "gateway")));
    }

    [Fact]
    public void Containers_that_are_not_understood_are_named()
    {
        var error = Assert.Throws<ConfigurationException>(() => Choose("shop", [], Labelled("blog", "web"), Named("my-own-thing"), Named("b"), Named("a")));

        Assert.Contains("PROJECT-SERVICE-1: a, b, my-own-thing.", error.Errors[0].Hint, StringComparison.Ordinal);
        Assert.Contains("redis", Assert.Throws<HostUnavailableException>(() => Choose(null, [], Named("redis"))).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_swarm_or_kubernetes_runs_is_refused_by_name_since_it_is_replaced_when_it_is_killed()
    {
        var swarm = With("stack_order-service.1.x2y", ("com.docker.stack.namespace", "stack"), ("com.docker.swarm.service.name", "stack_order-service"));
        var pod = With("k8s_stock-service_x_y_0", ("io.kubernetes.pod.namespace", "prod"), ("io.kubernetes.container.name", "stock-service"));

        var byService = Assert.Throws<ConfigurationException>(() => Choose(null, ["order-service"], swarm, pod));
        var byProject = Assert.Throws<ConfigurationException>(() => Choose("prod", [], swarm, pod));
        var missing = Assert.Throws<ConfigurationException>(() => Choose("shop", [], swarm, pod));

        Assert.Contains("stack (order-service; by Docker Swarm) is run by Docker Swarm", byService.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("Kubernetes", byProject.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("prod (stock-service; by Kubernetes); stack (order-service; by Docker Swarm)", missing.Errors[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_container_that_only_holds_a_pod_together_is_no_instance() =>
        Assert.Throws<HostUnavailableException>(() => Choose(
            null, [], With("k8s_POD_x_y_0", ("io.kubernetes.container.name", "POD"), ("io.kubernetes.docker.type", "podsandbox"))));

    [Fact]
    public void Instances_are_found_by_their_names_over_all_projects()
    {
        var (projects, there) = ProjectSelection.Holding(
            [Labelled("one", "web"), Labelled("two", "web"), Labelled("three", "web")], ["one-web-1", "three-web-1", "four-web-1"], Shops);

        Assert.Equal(["one", "three"], projects.Select(p => p[0].Project));
        Assert.Equal(["one-web-1", "three-web-1", "two-web-1"], there);
    }

    private static ContainerListResponse With(string name, params (string Key, string Value)[] labels)
    {
        var container = Named(name);
        foreach (var (key, value) in labels) container.Labels!.Add(key, value);
        return container;
    }

    private static IEnumerable<string> Choose(string? project, string[] services, params ContainerListResponse[] listed) =>
        ProjectSelection.Choose(listed, project, services, Shops, Endpoint).Select(c => c.Instance.Service.Value);

    private static ContainerListResponse Labelled(string project, string service) => new()
    {
        ID = Guid.NewGuid().ToString("N"),
        Names = [$"/{project}-{service}-1"],
        State = "running",
        Labels = new Dictionary<string, string> { ["com.docker.compose.project"] = project, ["com.docker.compose.service"] = service },
    };

    private static ContainerListResponse Named(string name) => new() { ID = name, Names = [$"/{name}"], State = "running", Labels = new Dictionary<string, string>() };
}
