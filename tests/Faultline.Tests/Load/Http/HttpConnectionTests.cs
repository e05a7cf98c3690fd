using System.Net;
using System.Net.Sockets;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class HttpConnectionTests
{
    [Fact]
    public async Task A_connection_that_was_reset_before_the_first_byte_is_failed_and_nothing_was_sent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndpoint, TestContext.Current.CancellationToken);
        using (var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken))
            accepted.LingerState = new LingerOption(enable: true, 0);
        Assert.True(socket.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead));
        using var pool = new ConnectionPool();
        using var connection = new HttpConnection(socket, pool, new RequestLines(new Uri("http://127.0.0.1/")), TimeProvider.System);
        pool.TryAdd(connection);

        var answer = await connection.ExchangeAsync(
            HttpVerb.Post, "/orders/checkout/1", long.MaxValue, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);

        Assert.Equal((Outcome.Failed, false, "connection reset before sending"), (answer.Outcome, answer.Sent, answer.Failure));
    }
}
