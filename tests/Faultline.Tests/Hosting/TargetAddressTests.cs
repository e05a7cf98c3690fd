using System.Net;
using System.Net.Sockets;
using Faultline.Hosting.State;

namespace Faultline.Tests.Hosting;

public sealed class TargetAddressTests
{
    private static readonly IPAddress Lan = IPAddress.Parse("192.168.7.9");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://localhost:8000", "localhost:8000")]
    [InlineData("http://LOCALHOST:8000/shop", "localhost:8000")]
    [InlineData("http://127.0.0.1:8000", "localhost:8000")]
    [InlineData("http://[::1]:8000", "localhost:8000")]
    [InlineData("http://[::ffff:127.0.0.1]:8000", "localhost:8000")]
    [InlineData("http://0.0.0.0:8000", "localhost:8000")]
    [InlineData("http://localhost", "localhost:80")]
    [InlineData("http://127.0.0.1:80", "localhost:80")]
    public async Task Whatever_leads_to_this_machine_has_one_key_a_port(string address, string key) =>
        Assert.Equal([key], Assert.Single(await TargetAddress.ResolveAsync([new Uri(address)], Token)).Keys);

    [Fact]
    public void An_address_of_a_network_card_is_this_machine_s_too()
    {
        Assert.Equal(["localhost:8000"], Of("http://192.168.7.9:8000", Lan).Keys);
        Assert.Equal([Lan], Of("http://192.168.7.9:8000", Lan).Own);
    }

    [Fact]
    public void Elsewhere_a_name_and_each_of_its_addresses_are_keys()
    {
        var named = new TargetAddress(new Uri("http://Shop.example:8000"), [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("fd00::1")], []);

        Assert.Equal(["10.0.0.1:8000", "[fd00::1]:8000", "shop.example:8000"], named.Keys);
        Assert.Contains(Of("http://10.0.0.1:8000").Keys[0], named.Keys);
        Assert.Empty(named.Own);
    }

    [Fact]
    public void A_name_that_nobody_knows_is_a_key_itself() =>
        Assert.Equal(["shop.invalid:80"], new TargetAddress(new Uri("http://shop.invalid"), [], []).Keys);

    [Fact]
    public async Task One_gateway_for_all_is_one_address()
    {
        var found = await TargetAddress.ResolveAsync([new Uri("http://127.0.0.1:1/orders"), new Uri("http://127.0.0.1:1/stock"), new Uri("http://127.0.0.1:2")], Token);

        Assert.Equal([1, 2], found.Select(a => a.Port));
    }

    [Fact]
    public async Task Who_listens_there_is_told()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = (await TargetAddress.ResolveAsync([new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}")], Token))[0];
        Assert.False(address.IsListenedOn());
        Assert.Null(address.Listener());

        socket.Listen();

        Assert.True(address.IsListenedOn());
        Assert.NotNull(address.Listener());
    }

    private static TargetAddress Of(string address, params IPAddress[] own) => new(new Uri(address), [IPAddress.Parse(new Uri(address).DnsSafeHost)], own);
}
