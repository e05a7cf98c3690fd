using System.Net;
using System.Net.Sockets;
using Faultline.Hosting.Machine;

namespace Faultline.Tests.Hosting;

public sealed class ListeningSocketsTests
{
    // 127.0.0.1:8000, 0.0.0.0:9000, a connection, ::1:8000, :::7000, ::ffff:127.0.0.2:8000.
    private const string Table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0000000000000000 100 0 0 10 0
           1: 00000000:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12 1 0000000000000000 100 0 0 10 0
           2: 0100007F:1F40 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 13 1 0000000000000000 100 0 0 10 0
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000001000000:1F40 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 14 1 0000000000000000 100 0 0 10 0
           1: 00000000000000000000000000000000:1B58 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 15 1 0000000000000000 100 0 0 10 0
           2: 0000000000000000FFFF00000200007F:1F40 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 16 1 0000000000000000 100 0 0 10 0
        """;

    [Theory]
    [InlineData("127.0.0.1", 8000, 11)]
    [InlineData("::ffff:127.0.0.1", 8000, 11)]
    [InlineData("::1", 8000, 14)]
    [InlineData("127.0.0.2", 8000, 16)]
    [InlineData("127.0.0.1", 9000, 12)]
    [InlineData("192.168.7.9", 9000, 12)]
    [InlineData("127.0.0.1", 7000, 15)]
    [InlineData("fe80::1", 7000, 15)]
    public void The_socket_that_gets_a_connection_is_found(string address, int port, long inode) =>
        Assert.Equal([inode], ListeningSockets.Inodes(IPAddress.Parse(address), port, ListeningSockets.Parse(Table)));

    [Theory]
    [InlineData("127.0.0.3", 8000)]
    [InlineData("::1", 9000)]
    [InlineData("127.0.0.1", 50000)]
    public void Where_nobody_listens_there_is_none(string address, int port) =>
        Assert.Empty(ListeningSockets.Inodes(IPAddress.Parse(address), port, ListeningSockets.Parse(Table)));

    [Fact]
    public void Just_the_address_goes_before_any_and_who_share_a_port_all_count()
    {
        ListeningSocket[] sockets = [new(IPAddress.Any, 80, 1), new(IPAddress.Loopback, 80, 2), new(IPAddress.Loopback, 80, 3), new(IPAddress.IPv6Any, 80, 4)];

        Assert.Equal([2, 3], ListeningSockets.Inodes(IPAddress.Loopback, 80, sockets));
        Assert.Equal([1], ListeningSockets.Inodes(IPAddress.Parse("10.0.0.1"), 80, sockets));
    }

    [Fact]
    public void What_they_are_bound_to_is_just_the_address_or_any_and_of_IPv6_alone_any_of_both()
    {
        ListeningSocket[] both = [new(IPAddress.Any, 80, 1), new(IPAddress.IPv6Any, 80, 2), new(IPAddress.IPv6Any, 81, 3), new(IPAddress.Loopback, 80, 4)];

        Assert.Equal([IPAddress.Loopback], ListeningSockets.Bindings(IPAddress.Loopback, 80, both));
        Assert.Equal([IPAddress.IPv6Any], ListeningSockets.Bindings(IPAddress.IPv6Loopback, 80, both));
        Assert.Equal([IPAddress.IPv6Any, IPAddress.Any], ListeningSockets.Bindings(IPAddress.Loopback, 81, both));
        Assert.Empty(ListeningSockets.Bindings(IPAddress.Loopback, 82, both));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0: 0100007F:1F40 00000000:0000 0A 0:0 0:0 0 0 0")]
    [InlineData("0: 0100007F:1F40 00000000:0000 0A 0:0 0:0 0 0 0 many")]
    [InlineData("0: 01007F:1F40 00000000:0000 0A 0:0 0:0 0 0 0 1")]
    [InlineData("0: 0100007G:1F40 00000000:0000 0A 0:0 0:0 0 0 0 1")]
    [InlineData("0: 0100007F 00000000:0000 0A 0:0 0:0 0 0 0 1")]
    public void A_line_of_another_form_is_no_socket(string line) => Assert.Empty(ListeningSockets.Parse(line));

    [Fact]
    public void A_port_of_this_process_is_held_by_it_and_by_its_session_alone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Contains(Environment.ProcessId, ListeningSockets.HoldersOf(IPAddress.Loopback, port));
        Assert.True(ListeningSockets.HeldBySession(ListeningSockets.SessionOf(Environment.ProcessId), IPAddress.Loopback, port));
        Assert.False(ListeningSockets.HeldBySession(int.MaxValue, IPAddress.Loopback, port));
    }

    [Fact]
    public void A_port_that_is_bound_and_not_listened_on_is_held_by_nobody()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;

        Assert.Empty(ListeningSockets.HoldersOf(IPAddress.Loopback, port));
        Assert.False(ListeningSockets.HeldBySession(ListeningSockets.SessionOf(Environment.ProcessId), IPAddress.Loopback, port));
    }
}
