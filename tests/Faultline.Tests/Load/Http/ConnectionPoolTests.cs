using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class ConnectionPoolTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task One_connection_carries_requests_that_follow_one_another()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        for (var i = 0; i < 20; i++)
            Assert.Equal(Outcome.Ok, (await SendAsync(target, $"/{i}")).Outcome);
        Assert.Equal(1, server.Connections);
        Assert.Equal(20, server.Requests.Count);
    }

    [Fact]
    public async Task Concurrent_requests_open_as_many_connections_and_keep_them()
    {
        var everyone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new ScriptedServer(async (socket, number) =>
        {
            if (number == 9)
                everyone.SetResult();
            await everyone.Task;
            return await ScriptedServer.SayAsync(socket, ScriptedServer.Ok);
        });
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => SendAsync(target, $"/{i}").AsTask()));
        await Task.WhenAll(Enumerable.Range(10, 10).Select(i => SendAsync(target, $"/{i}").AsTask()));
        Assert.Equal(10, server.Connections);
    }

    [Fact]
    public async Task A_connection_closed_while_idle_is_not_used()
    {
        using var server = new ScriptedServer((socket, _) =>
            ScriptedServer.SayAsync(socket, ScriptedServer.Ok, stay: false));
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(Outcome.Ok, (await SendAsync(target, $"/{i}")).Outcome);
            await server.ClosedAsync(i);
        }
        Assert.Equal(5, server.Connections);
        Assert.Equal(5, server.Requests.Count);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad")]
    public async Task A_connection_that_may_not_go_on_is_not_used_again(string text)
    {
        using var server = new ScriptedServer(text);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var first = await SendAsync(target, "/1");
        var second = await SendAsync(target, "/2");
        Assert.Equal((Outcome.Ok, Outcome.Ok), (first.Outcome, second.Outcome));
        Assert.True("ok"u8.SequenceEqual(second.Body.Span));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Whatever_a_server_does_each_request_reaches_it_at_most_once_and_is_told_truly()
    {
        using var server = new ScriptedServer(async (socket, number) => (number % 7) switch
        {
            0 => false,
            1 => await ScriptedServer.SayAsync(socket, ScriptedServer.Ok, stay: false),
            2 => await ScriptedServer.SayAsync(socket, ScriptedServer.Ok[..20], stay: false),
            3 => await ScriptedServer.SayAsync(socket, "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"),
            _ => await ScriptedServer.SayAsync(socket, ScriptedServer.Ok),
        });
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(async user =>
        {
            var mine = new List<(string Path, HttpAnswer Answer)>();
            for (var i = 0; i < 50; i++)
                mine.Add(($"/{user}/{i}", await SendAsync(target, $"/{user}/{i}")));
            return mine;
        }));
        var seen = server.Requests.Select(request => request.Split(' ')[1]).ToList();
        var told = answers.SelectMany(mine => mine).ToDictionary(pair => pair.Path, pair => pair.Answer);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.All(seen, path => Assert.True(told[path].Sent));
        Assert.All(told, pair => Assert.True(pair.Value.Outcome != Outcome.Ok || seen.Contains(pair.Key)));
        Assert.All(told, pair => Assert.True(pair.Value.Outcome != Outcome.Failed || !seen.Contains(pair.Key)));
        Assert.InRange(told.Values.Count(answer => answer.Outcome == Outcome.Ok), 1, 1599);
    }

    private static ValueTask<HttpAnswer> SendAsync(HttpTarget target, string path) =>
        target.SendAsync(HttpVerb.Post, path, Patient, CancellationToken.None);
}
