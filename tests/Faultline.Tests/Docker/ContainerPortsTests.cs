using System.Net;
using Docker.DotNet.Models;
using Faultline.Docker;
using Faultline.Hosting.State;

namespace Faultline.Tests.Docker;

public sealed class ContainerPortsTests
{
    private static readonly EnginePlace Here = new(true, [IPAddress.Parse("172.17.0.1")]);
    private static readonly Dictionary<IPAddress, IReadOnlyList<IPAddress>> Nobody = [];
    private static readonly EnginePlace There = new(false, [IPAddress.Parse("10.0.0.5")]);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "::1")]
    [InlineData("", "127.0.0.1")]
    [InlineData("0.0.0.0", "192.168.7.9")]
    [InlineData("192.168.7.9", "192.168.7.9")]
    [InlineData("0.0.0.0", "172.17.0.1")]
    public void A_port_that_is_published_here_is_asked_at_addresses_of_this_machine(string bound, string asked) =>
        Assert.True(Published(bound, 8000).Are(Asked(asked, 8000), Nobody, Here));

    [Theory]
    [InlineData("127.0.0.1", "192.168.7.9", 8000)]
    [InlineData("0.0.0.0", "127.0.0.1", 8001)]
    [InlineData("0.0.0.0", "10.0.0.5", 8000)]
    [InlineData("192.168.7.9", "127.0.0.1", 8000)]
    public void Another_address_or_port_is_none_of_it(string bound, string asked, int port) =>
        Assert.False(Published(bound, 8000).Are(Asked(asked, port), Nobody, Here));

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1", new[] { "0.0.0.0" }, true)]
    [InlineData("0.0.0.0", "127.0.0.1", new[] { "127.0.0.1" }, false)]
    [InlineData("0.0.0.0", "::1", new[] { "::", "0.0.0.0" }, true)]
    [InlineData("0.0.0.0", "::1", new[] { "::" }, false)]
    [InlineData("::", "::1", new[] { "::" }, true)]
    [InlineData("::", "127.0.0.1", new[] { "0.0.0.0" }, false)]
    [InlineData("", "::1", new[] { "::" }, true)]
    [InlineData("", "::1", new[] { "::1" }, false)]
    [InlineData("127.0.0.1", "127.0.0.1", new[] { "127.0.0.1" }, true)]
    public void A_socket_that_goes_before_the_container_s_is_a_stranger_s(string published, string asked, string[] bound, bool isAsked)
    {
        var listened = new Dictionary<IPAddress, IReadOnlyList<IPAddress>> { [IPAddress.Parse(asked)] = [.. bound.Select(IPAddress.Parse)] };

        Assert.Equal(isAsked, Published(published, 8000).Are(Asked(asked, 8000), listened, Here));
    }

    [Fact]
    public void A_port_that_an_engine_elsewhere_publishes_is_asked_there_and_not_here()
    {
        Assert.True(Published("0.0.0.0", 8000).Are(Asked("10.0.0.5", 8000), Nobody, There));
        Assert.True(Published("10.0.0.6", 8000).Are(Asked("10.0.0.6", 8000), Nobody, There));
        Assert.False(Published("0.0.0.0", 8000).Are(Asked("127.0.0.1", 8000), Nobody, There));
        Assert.False(Published("127.0.0.1", 8000).Are(Asked("127.0.0.1", 8000), Nobody, There));
    }

    [Fact]
    public void A_container_is_asked_at_its_own_address_where_its_engine_is_here()
    {
        var ports = ContainerPorts.Of(new ContainerListResponse
        {
            NetworkSettings = new() { Networks = new Dictionary<string, EndpointSettings> { ["a"] = new() { IPAddress = "172.18.0.3" } } },
        });

        Assert.True(ports.Are(Asked("172.18.0.3", 5000), Nobody, Here));
        Assert.False(ports.Are(Asked("172.18.0.4", 5000), Nobody, Here));
        Assert.False(ports.Are(Asked("172.18.0.3", 5000), Nobody, There));
    }

    [Fact]
    public void A_port_that_is_only_exposed_or_of_udp_is_not_published()
    {
        var ports = ContainerPorts.Of(new ContainerListResponse
        {
            Ports = [new PortSummary { PrivatePort = 8000, Type = "tcp" }, new PortSummary { IP = "0.0.0.0", PrivatePort = 8000, PublicPort = 8000, Type = "udp" }],
        });

        Assert.Empty(ports.Published);
    }

    [Fact]
    public void What_a_stopped_container_will_publish_is_known_unless_the_engine_chooses()
    {
        var ports = ContainerPorts.Of(new ContainerInspectResponse
        {
            HostConfig = new HostConfig
            {
                PortBindings = new Dictionary<string, IList<PortBinding>>
                {
                    ["80/tcp"] = [new PortBinding { HostIP = "", HostPort = "8000" }, new PortBinding { HostIP = "127.0.0.1", HostPort = "" }],
                    ["53/udp"] = [new PortBinding { HostPort = "53" }],
                    ["81/tcp"] = null!,
                },
            },
        });

        Assert.Equal([(null, 8000)], ports.Published);
    }

    private static ContainerPorts Published(string address, ushort port) =>
        ContainerPorts.Of(new ContainerListResponse { Ports = [new PortSummary { IP = address, PrivatePort = 80, PublicPort = port, Type = "tcp" }] });

    private static TargetAddress Asked(string address, int port)
    {
        var ip = IPAddress.Parse(address);
        return new TargetAddress(new UriBuilder("http", address, port).Uri, [ip], [IPAddress.Parse("192.168.7.9")]);
    }
}
