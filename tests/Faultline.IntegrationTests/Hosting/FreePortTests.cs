using System.Net;
using System.Net.Sockets;
using Faultline.Hosting.Machine;
using Faultline.Hosting;

namespace Faultline.IntegrationTests.Hosting;

public sealed class FreePortTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public void A_port_that_somebody_listens_on_is_not_free(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.False(FreePort.IsFree(port));
        Assert.NotEqual(port, FreePort.Find(port));
    }

    [Fact]
    public void What_is_found_can_be_listened_on_and_is_below_the_ephemeral_ports()
    {
        var port = FreePort.Find();

        Assert.InRange(port, 20_000, 32_767);
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Assert.False(FreePort.IsFree(port));
    }

    [Fact]
    public void Several_are_distinct()
    {
        var ports = FreePort.Take(50);

        Assert.Equal(50, ports.Distinct().Count());
        Assert.All(ports, p => Assert.InRange(p, 20_000, 32_767));
    }

    [Fact]
    public void More_than_there_are_is_an_error() =>
        Assert.Contains("20000 free ports", Assert.Throws<HostUnavailableException>(() => FreePort.Take(20_000)).Message, StringComparison.Ordinal);
}
