using System.Net.Sockets;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class RequestBodyTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(RequestLines.LongestInline)]
    [InlineData(RequestLines.LongestInline + 1)]
    [InlineData(5 << 20)]
    public async Task A_body_arrives_whole_and_the_connection_is_kept(int length)
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var request = new HttpRequest { Method = "PUT" };
        request.SetPath("/file");
        request.SetBody(Body(length));
        for (var i = 0; i < 2; i++)
            Assert.Equal(Outcome.Ok, (await target.SendAsync(request, Patient, TestContext.Current.CancellationToken)).Outcome);

        Assert.All(server.Requests, seen => Assert.EndsWith($"\r\nContent-Length: {length}\r\n\r\n{Body(length)}", seen, StringComparison.Ordinal));
        Assert.Equal((2, 1), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task A_HEAD_has_no_body_whatever_its_answer_announces()
    {
        using var server = new ScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var request = new HttpRequest { Method = "HEAD" };
        for (var i = 0; i < 2; i++)
        {
            var answer = await target.SendAsync(request, Patient, TestContext.Current.CancellationToken);
            Assert.Equal((Outcome.Ok, true), (answer.Outcome, answer.Body.IsEmpty));
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task The_rule_of_a_request_decides_its_outcome()
    {
        using var server = new ScriptedServer("HTTP/1.1 409 Conflict\r\nContent-Length: 8\r\n\r\nDB error");
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        foreach (var (rule, outcome) in new[]
        {
            (OutcomeRule.Usual, Outcome.Failed), (OutcomeRule.Usual.WithUnknownIf("DB error"), Outcome.Unknown), (OutcomeRule.Usual.With(Outcome.Ok, 409), Outcome.Ok),
        })
            Assert.Equal(outcome, (await target.SendAsync(new HttpRequest { Outcomes = rule }, Patient, TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task A_refusal_that_comes_before_a_long_body_has_left_is_the_answer()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using var target = new HttpTarget(new Uri($"http://{listener.LocalEndpoint}"), TimeProvider.System);
        var request = new HttpRequest { Method = "POST" };
        request.SetBody(Body(24 << 20));
        var sending = target.SendAsync(request, Patient, TestContext.Current.CancellationToken);
        // The server reads only the head, and no more of the body than the system takes by itself.
        using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await socket.ReceiveAsync(new byte[64], TestContext.Current.CancellationToken);
        await ScriptedServer.SayAsync(socket, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal((Outcome.Failed, 413), await sending is var answer ? (answer.Outcome, answer.Status) : default);
        // The body is the user's again.
        request.SetBody("short");
    }

    [Fact]
    public async Task A_server_that_dies_while_a_long_body_is_sent_leaves_the_outcome_unknown()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using var target = new HttpTarget(new Uri($"http://{listener.LocalEndpoint}"), TimeProvider.System);
        var request = new HttpRequest { Method = "POST" };
        request.SetBody(Body(24 << 20));
        var sending = target.SendAsync(request, Patient, TestContext.Current.CancellationToken);
        using (var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken))
        {
            await socket.ReceiveAsync(new byte[64], TestContext.Current.CancellationToken);
            socket.LingerState = new LingerOption(true, 0);
        }

        // The system tells a reset once: to what sends, or to what receives.
        var answer = await sending;
        Assert.Contains(answer.Failure, (string[])["connection reset after sending", "connection closed without an answer"]);
        Assert.Equal((Outcome.Unknown, true), (answer.Outcome, answer.Sent));
    }

    [Fact]
    public async Task A_long_body_that_is_not_taken_ends_at_the_time_out()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using var target = new HttpTarget(new Uri($"http://{listener.LocalEndpoint}"), TimeProvider.System);
        var request = new HttpRequest { Method = "POST" };
        request.SetBody(Body(24 << 20));

        HttpTargetTests.AssertUnanswered(
            "timed out after 0.2 s", await target.SendAsync(request, TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken));
    }

    private static string Body(int length) => string.Create(length, 0, (text, _) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('a' + i % 26);
    });
}
