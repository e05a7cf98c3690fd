using System.Net;
using System.Net.Sockets;
using System.Text;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class HttpTargetTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hasty = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(200, Outcome.Ok)]
    [InlineData(201, Outcome.Ok)]
    [InlineData(302, Outcome.Unknown)]
    [InlineData(400, Outcome.Failed)]
    [InlineData(404, Outcome.Failed)]
    [InlineData(408, Outcome.Unknown)]
    [InlineData(429, Outcome.Failed)]
    [InlineData(500, Outcome.Unknown)]
    [InlineData(502, Outcome.Unknown)]
    [InlineData(600, Outcome.Unknown)]
    public async Task A_status_decides_the_outcome(int status, Outcome outcome)
    {
        using var server = new ScriptedServer(
            $"HTTP/1.1 {status} Whatever\r\nX-Instance: pay-1\r\nContent-Length: 4\r\n\r\nbody");
        var answer = await SendOnceAsync(server, Patient);
        Assert.Equal((outcome, status, null), (answer.Outcome, answer.Status, answer.Failure));
        Assert.Equal("body", Encoding.ASCII.GetString(answer.Body.Span));
        Assert.Equal("pay-1", answer.Instance);
        Assert.True(answer.Sent);
        Assert.InRange(answer.SentAt, 1, answer.CompletedAt);
    }

    [Theory]
    [InlineData(307, "http://elsewhere/here")]
    [InlineData(201, null)]
    public async Task Where_a_redirection_points_is_told_and_not_followed(int status, string? location)
    {
        using var server = new ScriptedServer($"HTTP/1.1 {status} There\r\nLocation: http://elsewhere/here\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(location, (await SendOnceAsync(server, Patient)).Location);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_fresh_request_takes_no_kept_connection_and_keeps_none()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        for (var i = 0; i < 3; i++)
            Assert.Equal(Outcome.Ok, (await target.SendAsync(HttpVerb.Post, "/pay", Patient, TestContext.Current.CancellationToken, fresh: true)).Outcome);
        Assert.Equal(3, server.Connections);

        await PostAsync(target, "/kept", Patient);
        await PostAsync(target, "/kept", Patient);
        Assert.Equal(4, server.Connections);
    }

    [Fact]
    public async Task A_refused_connection_is_failed_and_nothing_was_sent()
    {
        using var socket = RefusingPort(out var port);
        using var target = new HttpTarget(new Uri($"http://127.0.0.1:{port}"), TimeProvider.System);
        AssertNotSent("connection refused", await PostAsync(target, "/pay", Patient));
    }

    [Fact]
    public async Task A_server_that_comes_back_is_found_again()
    {
        using var socket = RefusingPort(out var port);
        using var target = new HttpTarget(new Uri($"http://127.0.0.1:{port}"), TimeProvider.System);
        AssertNotSent("connection refused", await PostAsync(target, "/1", Patient));
        socket.Listen();
        var sending = PostAsync(target, "/2", Patient);
        using var accepted = await socket.AcceptAsync(TestContext.Current.CancellationToken);
        await ScriptedServer.SayAsync(accepted, ScriptedServer.Ok);
        Assert.Equal(Outcome.Ok, (await sending).Outcome);
    }

    [Fact]
    public async Task Localhost_is_refused_where_neither_address_listens()
    {
        using var socket = RefusingPort(out var port);
        using var target = new HttpTarget(new Uri($"http://localhost:{port}"), TimeProvider.System);
        AssertNotSent("connection refused", await PostAsync(target, "/pay", Patient));
    }

    [Fact]
    public async Task Localhost_reaches_a_server_on_one_of_its_addresses()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(new Uri($"http://localhost:{server.Address.Port}"), TimeProvider.System);
        Assert.Equal(Outcome.Ok, (await PostAsync(target, "/pay", Patient)).Outcome);
    }

    [Theory]
    [InlineData("/a b")]
    [InlineData("/a\r\nX: y")]
    [InlineData("/ä")]
    [InlineData("/a#b")]
    public async Task A_path_that_would_break_the_request_is_not_sent(string path)
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        AssertNotSent("the path cannot stand in a request", await PostAsync(target, path, Patient));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_server_that_closes_after_reading_leaves_the_outcome_unknown_and_sees_the_request_once()
    {
        using var server = new ScriptedServer((_, _) => Task.FromResult(false));
        var answer = await SendOnceAsync(server, Patient);
        AssertUnanswered("connection closed without an answer", answer);
        Assert.Single(server.Requests);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_kept_connection_closed_after_reading_is_not_tried_again_either()
    {
        using var server = new ScriptedServer((socket, number) =>
            number == 0 ? ScriptedServer.SayAsync(socket, ScriptedServer.Ok) : Task.FromResult(false));
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        Assert.Equal(Outcome.Ok, (await PostAsync(target, "/1", Patient)).Outcome);
        AssertUnanswered("connection closed without an answer", await PostAsync(target, "/2", Patient));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_reset_after_sending_is_unknown()
    {
        using var server = new ScriptedServer((socket, _) =>
        {
            socket.LingerState = new LingerOption(true, 0);
            return Task.FromResult(false);
        });
        AssertUnanswered("connection reset after sending", await SendOnceAsync(server, Patient));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal", "end of stream inside the answer")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "end of stream inside the answer")]
    [InlineData("HTTP/1.1 20", "end of stream inside the answer")]
    [InlineData("220 smtp.example ESMTP\r\n", "broken answer: not a status line of HTTP/1")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: no\r\n\r\n", "broken answer: Content-Length is not a number")]
    public async Task An_answer_cut_off_or_broken_is_unknown(string text, string failure)
    {
        using var server = new ScriptedServer((socket, _) => ScriptedServer.SayAsync(socket, text, stay: false));
        AssertUnanswered(failure, await SendOnceAsync(server, Patient));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nin two\r\n7;x\r\n chunks\r\n0\r\n\r\n", "in two chunks")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nuntil the end", "until the end")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfinal", "final")]
    public async Task A_body_is_whole_however_it_is_framed(string text, string body)
    {
        using var server = new ScriptedServer((socket, _) => ScriptedServer.SayAsync(socket, text, stay: false));
        var answer = await SendOnceAsync(server, Patient);
        Assert.Equal(Outcome.Ok, answer.Outcome);
        Assert.Equal(body, Encoding.ASCII.GetString(answer.Body.Span));
    }

    [Fact]
    public async Task A_body_longer_than_the_buffer_is_whole()
    {
        var body = new string('x', 300_000);
        using var server = new ScriptedServer($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        var answer = await SendOnceAsync(server, Patient);
        Assert.Equal(body, Encoding.ASCII.GetString(answer.Body.Span));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_unknown_after_the_time_out()
    {
        using var server = new ScriptedServer((_, _) => Task.FromResult(true));
        AssertUnanswered("timed out after 0.2 s", await SendOnceAsync(server, Hasty));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_answer_that_trickles_is_unknown_after_the_time_out()
    {
        using var server = new ScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
        AssertUnanswered("timed out after 0.2 s", await SendOnceAsync(server, Hasty));
    }

    [Fact]
    public async Task Answers_that_are_too_large_together_are_cut_and_unknown_and_the_next_ones_are_not()
    {
        const int Large = 1 << 20;
        var (goOn, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var server = new ScriptedServer(async (socket, number) =>
        {
            if (number >= 2) return await ScriptedServer.SayAsync(socket, ScriptedServer.Ok);
            await ScriptedServer.SayAsync(socket, $"HTTP/1.1 200 OK\r\nContent-Length: {2 * Large}\r\n\r\n" + new string('x', Large));
            await goOn.Task;
            await ScriptedServer.SayAsync(socket, new string('x', Large - 1));
            await finish.Task;
            return await ScriptedServer.SayAsync(socket, "x");
        });
        var memory = new AnswerMemory(4 * Large);
        using var target = new HttpTarget(server.Address, TimeProvider.System, new HttpTargetOptions { Memory = memory });

        // Each grows from one mebibyte to two and holds three for a moment: there is room for one to do so beside the other.
        var both = new[] { PostAsync(target, "/1", Patient).AsTask(), PostAsync(target, "/2", Patient).AsTask() };
        while (memory.Taken < 2 * Large) await Task.Yield();
        var third = await PostAsync(target, "/3", Patient);
        goOn.SetResult();
        var cut = await await Task.WhenAny(both);
        finish.SetResult();
        var answers = await Task.WhenAll(both);

        Assert.Equal(Outcome.Ok, third.Outcome);
        AssertUnanswered("answer cut off: those under way together were larger than 4 MiB", cut);
        Assert.Equal(2 * Large, Assert.Single(answers, a => a.Outcome == Outcome.Ok).Body.Length);
        Assert.Equal(0, memory.Taken);
        Assert.Equal(Outcome.Ok, (await PostAsync(target, "/4", Patient)).Outcome);
    }

    [Fact]
    public async Task A_request_cancelled_in_flight_is_unknown()
    {
        using var server = new ScriptedServer((_, _) => Task.FromResult(true));
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        using var cancellation = new CancellationTokenSource();
        var sending = target.SendAsync(HttpVerb.Post, "/pay", Patient, cancellation.Token);
        await server.SeenAsync(0);
        await cancellation.CancelAsync();
        AssertUnanswered("cancelled in flight", await sending);
    }

    [Fact]
    public async Task A_request_cancelled_before_sending_is_failed()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        using var cancellation = new CancellationTokenSource();
        await target.SendAsync(HttpVerb.Post, "/1", Patient, cancellation.Token);
        await cancellation.CancelAsync();
        AssertNotSent(
            "cancelled before sending", await target.SendAsync(HttpVerb.Post, "/2", Patient, cancellation.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_token_of_an_earlier_request_does_not_cancel_a_later_one()
    {
        var release = new TaskCompletionSource();
        using var server = new ScriptedServer(async (socket, number) =>
        {
            if (number == 1)
                await release.Task;
            return await ScriptedServer.SayAsync(socket, ScriptedServer.Ok);
        });
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        using var cancellation = new CancellationTokenSource();
        await target.SendAsync(HttpVerb.Post, "/1", Patient, cancellation.Token);
        var second = target.SendAsync(HttpVerb.Post, "/2", Patient, CancellationToken.None);
        await server.SeenAsync(1);
        await cancellation.CancelAsync();
        release.SetResult();
        Assert.Equal(Outcome.Ok, (await second).Outcome);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_closed_target_ends_what_is_in_flight_and_sends_nothing_more()
    {
        using var server = new ScriptedServer((_, _) => Task.FromResult(true));
        var target = new HttpTarget(server.Address, TimeProvider.System);
        var sending = PostAsync(target, "/1", Patient);
        await server.SeenAsync(0);
        target.Dispose();
        AssertUnanswered("cancelled in flight", await sending);
        AssertNotSent("the target is closed", await PostAsync(target, "/2", Patient));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("http://h.example:8080/shop/", HttpVerb.Get, "/items/1?n=2", "GET /shop/items/1?n=2 HTTP/1.1\r\nHost: h.example:8080\r\nUser-Agent: faultline\r\n\r\n")]
    [InlineData("http://h.example:80/shop", HttpVerb.Post, "pay", "POST /shop/pay HTTP/1.1\r\nHost: h.example\r\nUser-Agent: faultline\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http://[::1]:81", HttpVerb.Get, "", "GET / HTTP/1.1\r\nHost: [::1]:81\r\nUser-Agent: faultline\r\n\r\n")]
    public void A_request_names_the_host_and_lies_below_the_base_address(string address, HttpVerb verb, string path, string expected)
    {
        var lines = new RequestLines(new Uri(address));
        var request = HttpRequest.Of(verb, path);
        var buffer = new byte[lines.Room(request)];
        Assert.Equal(expected, Encoding.ASCII.GetString(buffer, 0, lines.Write(buffer, request)));
    }

    [Fact]
    public async Task The_server_gets_the_request_as_it_was_written()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(new Uri(server.Address, "/shop"), TimeProvider.System);
        await target.SendAsync(HttpVerb.Get, "/" + new string('a', 6000), Patient, CancellationToken.None);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /shop/aaa", request, StringComparison.Ordinal);
        Assert.Contains($"\r\nHost: 127.0.0.1:{server.Address.Port}\r\n", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://localhost", "ftp is not supported")]
    [InlineData("/relative", "an absolute address is needed")]
    [InlineData("http://localhost/?a=b", "a query, a fragment or a user has no place here")]
    public void An_address_that_cannot_be_loaded_is_refused_at_once(string address, string message)
    {
        var exception = Assert.Throws<ArgumentException>(
            () => new HttpTarget(new Uri(address, UriKind.RelativeOrAbsolute), TimeProvider.System));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_connected_to_itself_is_recognised()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(socket.LocalEndPoint!);
        Assert.True(Dialer.IsConnectedToItself(socket));
    }

    internal static void AssertUnanswered(string failure, HttpAnswer answer)
    {
        Assert.Equal((Outcome.Unknown, failure, 0, true), (answer.Outcome, answer.Failure, answer.Status, answer.Sent));
        Assert.True(answer.SentAt <= answer.CompletedAt);
        Assert.True(answer.Body.IsEmpty);
    }

    internal static void AssertNotSent(string failure, HttpAnswer answer)
    {
        Assert.Equal((Outcome.Failed, failure, 0, false), (answer.Outcome, answer.Failure, answer.Status, answer.Sent));
        Assert.Equal(answer.SentAt, answer.CompletedAt);
    }

    private static ValueTask<HttpAnswer> PostAsync(HttpTarget target, string path, TimeSpan timeout) =>
        target.SendAsync(HttpVerb.Post, path, timeout, CancellationToken.None);

    private static async Task<HttpAnswer> SendOnceAsync(ScriptedServer server, TimeSpan timeout)
    {
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        return await PostAsync(target, "/pay", timeout);
    }

    // Bound and not listening: refuses, and no other test can get the port.
    private static Socket RefusingPort(out int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }
}
