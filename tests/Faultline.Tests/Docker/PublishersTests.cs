using System.Net;
using Faultline.Docker;
using Faultline.Hosting.State;

namespace Faultline.Tests.Docker;

public sealed class PublishersTests
{
    private static readonly EnginePlace Here = new(true, []);
    private static readonly TargetAddress Localhost = new(new Uri("http://localhost:8000"), [IPAddress.Loopback, IPAddress.IPv6Loopback], []);

    [Fact]
    public void A_stranger_at_the_other_address_of_a_name_makes_the_name_nobody_s()
    {
        Assert.Empty(Asked([("shop", On("127.0.0.1"))], ("127.0.0.1", "127.0.0.1"), ("::1", "::1")));
        Assert.Empty(Asked([("shop", On("0.0.0.0"))], ("127.0.0.1", "0.0.0.0"), ("::1", "::")));
        Assert.Empty(Asked([("shop", On("0.0.0.0")), ("shop6", On("::"))], ("127.0.0.1", "127.0.0.1"), ("::1", "::")));
    }

    [Fact]
    public void An_address_of_the_name_at_which_nobody_listens_is_no_hindrance() =>
        Assert.Equal(["shop"], Asked([("shop", On("127.0.0.1"))], ("127.0.0.1", "127.0.0.1")));

    [Fact]
    public void Addresses_that_different_containers_publish_tell_them_all() =>
        Assert.Equal(["one", "two"], Asked([("one", On("127.0.0.1")), ("two", On("::1"))], ("127.0.0.1", "127.0.0.1"), ("::1", "::1")));

    [Fact]
    public void Where_no_socket_is_to_be_seen_one_address_is_enough() => Assert.Equal(["shop"], Asked([("shop", On("127.0.0.1"))]));

    [Fact]
    public void On_another_machine_who_listens_here_does_not_matter()
    {
        var there = new EnginePlace(false, [IPAddress.Parse("10.0.0.5")]);
        var asked = new TargetAddress(new Uri("http://10.0.0.5:8000"), [IPAddress.Parse("10.0.0.5")], []);

        Assert.Equal(["shop"], Publishers.Asked([("shop", On("0.0.0.0"))], asked, asked.Bindings(), there));
    }

    private static ContainerPorts On(string address) => new([(IPAddress.Parse(address), 8000)], []);

    private static IReadOnlyList<string> Asked((string, ContainerPorts)[] containers, params (string Address, string Bound)[] listened) =>
        Publishers.Asked(
            containers, Localhost,
            listened.ToDictionary(l => IPAddress.Parse(l.Address), l => (IReadOnlyList<IPAddress>)[IPAddress.Parse(l.Bound)]), Here);
}
