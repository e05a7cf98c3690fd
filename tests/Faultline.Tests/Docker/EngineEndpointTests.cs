using Faultline.Docker;
using Faultline.Hosting;
using Faultline.Tests.Hosting;

namespace Faultline.Tests.Docker;

public sealed class EngineEndpointTests
{
    [Theory]
    [InlineData("127.0.0.1:2376", "tcp://127.0.0.1:2376/")]
    [InlineData("localhost:2375", "tcp://localhost:2375/")]
    [InlineData("engine", "tcp://engine:2375/")]
    [InlineData("[::1]:2375", "tcp://[::1]:2375/")]
    [InlineData(":2375", "tcp://localhost:2375/")]
    [InlineData("tcp://engine", "tcp://engine:2375/")]
    [InlineData(" tcp://engine:1 ", "tcp://engine:1/")]
    [InlineData("/run/docker.sock", "unix:///run/docker.sock")]
    [InlineData("unix:///run/docker.sock", "unix:///run/docker.sock")]
    [InlineData("ssh://me@engine", "ssh://me@engine/")]
    [InlineData("npipe:////./pipe/docker_engine", "npipe://./pipe/docker_engine")]
    public void An_address_is_read_as_docker_reads_it(string text, string endpoint) => Assert.Equal(endpoint, EngineEndpoint.Parse(text)!.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Nothing_is_no_address(string? text) => Assert.Null(EngineEndpoint.Parse(text));

    [Theory]
    [InlineData("tcp://")]
    [InlineData("a b")]
    [InlineData("host:port")]
    public void What_is_no_address_is_told_with_its_variable(string text) =>
        Assert.Contains(text, Assert.Throws<HostUnavailableException>(() => EngineEndpoint.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_socket_has_one_place_however_it_is_reached()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["run"]);
        File.WriteAllText(folder["run/engine.sock"], "");
        Directory.CreateSymbolicLink(folder["var-run"], folder["run"]);
        File.CreateSymbolicLink(folder["docker.sock"], folder["var-run/engine.sock"]);

        var place = EngineEndpoint.Place(new Uri($"unix://{folder["run/engine.sock"]}"));

        Assert.Equal(place, EngineEndpoint.Place(new Uri($"unix://{folder["var-run/engine.sock"]}")));
        Assert.Equal(place, EngineEndpoint.Place(new Uri($"unix://{folder["docker.sock"]}")));
    }

    [Fact]
    public void An_engine_of_this_machine_has_one_place_by_any_of_its_names()
    {
        Assert.Equal(EngineEndpoint.Place(new Uri("tcp://localhost:2375")), EngineEndpoint.Place(new Uri("tcp://127.0.0.1:2375")));
        Assert.NotEqual(EngineEndpoint.Place(new Uri("tcp://localhost:2375")), EngineEndpoint.Place(new Uri("tcp://engine:2375")));
    }

    [Theory]
    [InlineData("tcp://127.0.0.1:2375")]
    [InlineData("tcp://localhost:2375")]
    [InlineData("tcp://[::1]:2375")]
    [InlineData("unix:///run/docker.sock")]
    public void No_proxy_is_between_the_tool_and_this_machine(string endpoint) => Assert.Null(EngineProxy.Of(new Uri(endpoint)));
}
