using System.Net.Sockets;
using System.Text;
using Faultline.Histories;
using Faultline.Load.Http;
using Faultline.Tests.Histories;

namespace Faultline.Tests.Load.Http;

public sealed class HttpsTests : IDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_whose_certificate_is_given_is_asked_over_one_session()
    {
        using var server = new TlsServer();
        using var target = Target(server, Believing(server.Pem));
        for (var i = 0; i < 3; i++)
        {
            var answer = await SendAsync(target);
            Assert.Equal((Outcome.Ok, 200, "ok"), (answer.Outcome, answer.Status, Encoding.ASCII.GetString(answer.Body.Span)));
        }

        Assert.Equal((3, 1), (server.Requests, server.Sessions));
    }

    [Fact]
    public async Task A_certificate_that_nobody_signed_is_refused_before_anything_is_sent()
    {
        using var server = new TlsServer();
        using var target = Target(server, ServerTrust.Machine);

        AssertRefused(await SendAsync(target), server);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using var server = new TlsServer();
        using var other = new TlsServer();
        using var target = Target(server, Believing(other.Pem));

        AssertRefused(await SendAsync(target), server);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_refused()
    {
        using var server = new TlsServer(name: "elsewhere");
        using var target = Target(server, Believing(server.Pem));

        AssertRefused(await SendAsync(target), server);
    }

    [Fact]
    public async Task Any_certificate_is_believed_where_that_is_asked_for_and_it_is_told()
    {
        using var server = new TlsServer(name: "elsewhere");
        using var target = Target(server, ServerTrust.Anything);

        Assert.Equal(Outcome.Ok, (await SendAsync(target)).Outcome);
        Assert.NotNull(ServerTrust.Anything.Warning);
        Assert.Null(ServerTrust.Machine.Warning);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_closes_after_reading_leaves_the_outcome_unknown_and_sees_the_request_once(bool resets)
    {
        using var server = new TlsServer((_, socket) =>
        {
            if (resets) socket.LingerState = new LingerOption(true, 0);
            socket.Close();
            return Task.FromResult(false);
        });
        using var target = Target(server, ServerTrust.Anything);

        var answer = await SendAsync(target);
        Assert.Equal((Outcome.Unknown, 0, true), (answer.Outcome, answer.Status, answer.Sent));
        Assert.Contains(answer.Failure, (string[])["connection closed without an answer", "connection reset after sending"]);
        Assert.Equal((1, 1), (server.Requests, server.Sessions));
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_gets_no_request()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using var target = new HttpTarget(new Uri($"https://{listener.LocalEndpoint}"), TimeProvider.System);
        var sending = SendAsync(target);
        using (var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken))
            await ScriptedServer.SayAsync(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");

        var answer = await sending;
        Assert.Equal((Outcome.Failed, false), (answer.Outcome, answer.Sent));
        Assert.StartsWith("no TLS session: ", answer.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_does_not_come_about_ends_at_the_time_out()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using var target = new HttpTarget(new Uri($"https://{listener.LocalEndpoint}"), TimeProvider.System);

        HttpTargetTests.AssertNotSent(
            "no connection after 0.2 s", await target.SendAsync(new HttpRequest(), TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_ends_at_the_time_out()
    {
        using var server = new TlsServer((_, _) => Task.FromResult(true));
        using var target = Target(server, ServerTrust.Anything);

        var answer = await target.SendAsync(new HttpRequest { Method = "POST" }, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        HttpTargetTests.AssertUnanswered("timed out after 1 s", answer);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5 << 20)]
    public async Task A_body_is_sent_whole(int length)
    {
        using var server = new TlsServer();
        using var target = Target(server, ServerTrust.Anything);
        var request = new HttpRequest { Method = "POST" };
        request.SetBody(new string('x', length) + ".");

        Assert.Equal(Outcome.Ok, (await target.SendAsync(request, Patient, TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task A_kept_session_that_the_server_has_closed_is_replaced()
    {
        var closed = new TaskCompletionSource();
        using var server = new TlsServer(async (session, socket) =>
        {
            await session.WriteAsync(Encoding.ASCII.GetBytes(ScriptedServer.Ok));
            await session.ShutdownAsync();
            socket.Close();
            closed.TrySetResult();
            return false;
        });
        using var target = Target(server, ServerTrust.Anything);
        Assert.Equal(Outcome.Ok, (await SendAsync(target)).Outcome);
        await closed.Task;
        Assert.Equal(Outcome.Ok, (await SendAsync(target)).Outcome);
        Assert.Equal((2, 2), (server.Requests, server.Sessions));
    }

    [Theory]
    [InlineData("", "holds no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "holds a certificate that cannot be read")]
    public void A_file_without_a_certificate_is_refused_by_name(string content, string fault)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Believing(content));
        Assert.Contains($"ca.pem {fault}", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(HttpAnswer answer, TlsServer server)
    {
        Assert.Equal((Outcome.Failed, false, 0), (answer.Outcome, answer.Sent, server.Requests));
        Assert.StartsWith("no TLS session: The remote certificate", answer.Failure, StringComparison.Ordinal);
    }

    private static HttpTarget Target(TlsServer server, ServerTrust trust) =>
        new(server.Address, TimeProvider.System, new HttpTargetOptions { Trust = trust });

    private static ValueTask<HttpAnswer> SendAsync(HttpTarget target) =>
        target.SendAsync(HttpVerb.Post, "/pay", Patient, TestContext.Current.CancellationToken);

    private ServerTrust Believing(string pem)
    {
        var file = Path.Combine(_folder.Path, "ca.pem");
        File.WriteAllText(file, pem);
        return ServerTrust.Of(file);
    }
}
