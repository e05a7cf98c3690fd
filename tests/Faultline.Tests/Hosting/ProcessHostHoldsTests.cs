using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Faultline.Hosting.Machine;
using Faultline.Hosting.State;
using Faultline.Hosting.Processes;

namespace Faultline.Tests.Hosting;

public sealed class ProcessHostHoldsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private ProcessHost Host => ProcessHost.Open(_folder.Path, TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_address_at_which_nobody_listens_is_of_the_instance_on_record_whether_it_runs_or_not()
    {
        using var bound = Bound(out var port);
        var running = ProcessIdentity.Of(Environment.ProcessId);
        Assert.NotNull(running);

        foreach (var process in new[] { running, null })
        {
            Write(port, process);

            Assert.True(Host.Holds(Of(port)));
            Assert.False(Host.Holds(Of(port + 1)));
        }
    }

    [Fact]
    public void A_stranger_that_listens_in_the_place_of_an_instance_that_is_down_is_none_of_it()
    {
        using var bound = Bound(out var port);
        bound.Listen();
        Write(port, null);

        Assert.False(Host.Holds(Of(port)));
    }

    private static Socket Bound(out int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }

    private static TargetAddress Of(int port) => new(Url(port), [IPAddress.Loopback], []);

    private static Uri Url(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/health"));

    private void Write(int port, ProcessIdentity? process) => new InstanceRecords(RealPath.Of(_folder.Path)).Write(new InstanceRecord(
        new ProcessSpec { Service = "gateway", Instance = "gateway-1", FileName = "/bin/true", WorkingDirectory = "/", ReadyUrl = Url(port) }, process));
}
