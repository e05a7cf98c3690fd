using Faultline.Histories;
using Faultline.Load.Http;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Load.Http;

public sealed class ConnectionBudgetTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Many_requests_share_the_connections_there_are_and_all_are_answered()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System, new ConnectionBudget(3));

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => SendAsync(target, $"/{i}").AsTask()));

        Assert.All(answers, answer => Assert.Equal(Outcome.Ok, answer.Outcome));
        Assert.InRange(server.Connections, 1, 3);
    }

    [Fact]
    public async Task Who_waits_is_told_how_long_and_those_who_came_first_are_served_first()
    {
        var time = new FakeTimeProvider();
        var (first, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var server = new ScriptedServer(async (socket, number) =>
        {
            if (number == 0)
            {
                first.SetResult();
                await go.Task;
            }

            return await ScriptedServer.SayAsync(socket, ScriptedServer.Ok);
        });
        var budget = new ConnectionBudget(1);
        using var target = new HttpTarget(server.Address, time, budget);
        var held = SendAsync(target, "/0").AsTask();
        await first.Task;
        var second = SendAsync(target, "/1").AsTask();
        var third = SendAsync(target, "/2").AsTask();
        time.Advance(TimeSpan.FromSeconds(4));
        go.SetResult();

        Assert.Equal(TimeSpan.Zero, (await held).Waited);
        Assert.Equal(TimeSpan.FromSeconds(4), (await second).Waited);
        Assert.Equal(TimeSpan.FromSeconds(4), (await third).Waited);
        Assert.Equal(["/0", "/1", "/2"], server.Requests.Select(r => r.Split(' ')[1]));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task The_wait_is_part_of_the_time_out_and_what_was_not_sent_is_told_so()
    {
        var time = new FakeTimeProvider();
        using var server = Mute();
        var budget = new ConnectionBudget(1);
        using var target = new HttpTarget(server.Address, time, budget);
        var held = target.SendAsync(HttpVerb.Post, "/0", TimeSpan.FromSeconds(100), CancellationToken.None).AsTask();
        await server.SeenAsync(0);

        var waiting = target.SendAsync(HttpVerb.Post, "/1", TimeSpan.FromSeconds(10), CancellationToken.None).AsTask();
        time.Advance(TimeSpan.FromSeconds(10));
        var answer = await waiting;

        Assert.Equal((Outcome.Failed, false, "no connection was free for 10 s"), (answer.Outcome, answer.Sent, answer.Failure));
        Assert.Equal(TimeSpan.FromSeconds(10), answer.Waited);
        Assert.Equal(0, budget.Waiting);
        time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(Outcome.Unknown, (await held).Outcome);
    }

    [Fact]
    public async Task A_request_that_is_given_up_while_it_waits_takes_no_place()
    {
        var go = new TaskCompletionSource();
        using var server = new ScriptedServer(async (socket, number) =>
        {
            if (number == 0) await go.Task;
            return await ScriptedServer.SayAsync(socket, ScriptedServer.Ok);
        });
        using var target = new HttpTarget(server.Address, TimeProvider.System, new ConnectionBudget(1));
        using var cancellation = new CancellationTokenSource();
        var held = SendAsync(target, "/0").AsTask();
        var waiting = target.SendAsync(HttpVerb.Post, "/1", Patient, cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        go.SetResult();

        Assert.Equal((false, FailureText.CancelledBeforeSending), ((await waiting).Sent, (await waiting).Failure));
        Assert.Equal(Outcome.Ok, (await held).Outcome);
        Assert.Equal(Outcome.Ok, (await SendAsync(target, "/2")).Outcome);
    }

    [Fact]
    public async Task A_connection_that_lies_idle_makes_way_for_another_target()
    {
        using var one = new ScriptedServer(ScriptedServer.Ok);
        using var other = new ScriptedServer(ScriptedServer.Ok);
        var budget = new ConnectionBudget(1);
        using var first = new HttpTarget(one.Address, TimeProvider.System, budget);
        using var second = new HttpTarget(other.Address, TimeProvider.System, budget);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(Outcome.Ok, (await SendAsync(first, "/")).Outcome);
            Assert.Equal(Outcome.Ok, (await SendAsync(second, "/")).Outcome);
        }

        Assert.Equal((5, 5), (one.Connections, other.Connections));
    }

    [Fact]
    public async Task Two_targets_under_load_share_one_budget_and_neither_starves()
    {
        using var one = new ScriptedServer(ScriptedServer.Ok);
        using var other = new ScriptedServer("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        var budget = new ConnectionBudget(2);
        using var first = new HttpTarget(one.Address, TimeProvider.System, budget);
        using var second = new HttpTarget(other.Address, TimeProvider.System, budget);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            i => (i % 2 == 0 ? first : second).SendAsync(HttpVerb.Post, $"/{i}", Patient, CancellationToken.None, fresh: i % 3 == 0).AsTask()));

        Assert.All(answers, answer => Assert.True(answer.Outcome == Outcome.Ok, answer.Failure));
    }

    [Fact]
    public async Task A_place_whose_connection_fails_is_free_again()
    {
        using var gone = new HttpTarget(new Uri("http://127.0.0.1:1"), TimeProvider.System, new ConnectionBudget(1));

        for (var i = 0; i < 3; i++)
            Assert.Equal("connection refused", (await SendAsync(gone, "/")).Failure);
    }

    [Fact]
    public async Task A_target_that_is_closed_ends_those_who_wait_and_leaves_its_places_to_others()
    {
        using var mute = Mute();
        using var server = new ScriptedServer(ScriptedServer.Ok);
        var budget = new ConnectionBudget(1);
        var closed = new HttpTarget(mute.Address, TimeProvider.System, budget);
        using var other = new HttpTarget(server.Address, TimeProvider.System, budget);
        var held = SendAsync(closed, "/0").AsTask();
        await mute.SeenAsync(0);
        var waiting = SendAsync(closed, "/1").AsTask();
        var foreign = SendAsync(other, "/2").AsTask();

        closed.Dispose();

        Assert.Equal(Outcome.Unknown, (await held).Outcome);
        Assert.Equal(FailureText.Closed, (await waiting).Failure);
        Assert.Equal(Outcome.Ok, (await foreign).Outcome);
    }

    /// <summary>A server that never answers.</summary>
    private static ScriptedServer Mute() => new((_, _) => new TaskCompletionSource<bool>().Task);

    private static ValueTask<HttpAnswer> SendAsync(HttpTarget target, string path) =>
        target.SendAsync(HttpVerb.Post, path, Patient, CancellationToken.None);
}
