using System.Collections.Concurrent;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Models;
using Faultline.Load.Http;
using Faultline.Tests.Load.Http;

namespace Faultline.Tests.Load;

public sealed class LoadEngineTests
{
    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_is_recorded_once_with_its_outcome()
    {
        // Answers in turn: ok, refused by the application, broken.
        string[] answers =
        [
            ScriptedServer.Ok,
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno",
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\noh",
        ];
        using var server = new ScriptedServer((socket, number) => ScriptedServer.SayAsync(socket, answers[number % 3]));
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentBag<HttpAnswer>();
        await using var bench = new LoadBench(LoadBench.Endless, new LambdaScenario(async user =>
        {
            seen.Add(await user.SendAsync(0, $"user {user.Number}", target, HttpVerb.Post, "/ask", (in answer) => answer.Body.Length));
            if (seen.Count >= 300)
                await stop.CancelAsync();
        }));
        var result = await bench.Engine.RunAsync(stop.Token, Never);

        var history = await bench.HistoryAsync();
        Assert.Equal(Enumerable.Range(0, history.Count).Select(id => (long)id), history.Select(operation => operation.Id));
        Assert.Equal(server.Requests.Count, history.Count);
        Assert.All(
            [Outcome.Ok, Outcome.Failed, Outcome.Unknown],
            outcome => Assert.Equal(
                seen.Count(answer => answer.Outcome == outcome), history.Count(operation => operation.Outcome == outcome)));
        Assert.All(history, operation =>
        {
            Assert.Equal(("ask", $"user {operation.User}"), (operation.Kind, operation.Key));
            Assert.Equal(operation.Outcome == Outcome.Ok ? operation.Bytes : null, operation.Value);
            Assert.True(operation.Intended <= operation.Sent && operation.Sent <= operation.Completed);
        });
        Agree(history, result);
        Assert.Equal([0, 1, 2, 3], history.Select(operation => operation.User).Distinct().Order());
        Assert.True(result.Stopped);
    }

    [Fact]
    public async Task Snapshots_only_grow_and_the_last_one_is_final()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        await using var bench = new LoadBench(LoadBench.Endless, new LambdaScenario(
            async user => await user.SendAsync(0, "", target, HttpVerb.Get, "/"), TimeSpan.FromMilliseconds(1)));
        bench.Engine.Snapshot += snapshot =>
        {
            if (snapshot.Completed >= 50 && bench.Snapshots.Count > 20)
                stop.Cancel();
        };
        var result = await bench.Engine.RunAsync(stop.Token, Never);

        Assert.All(bench.Snapshots.Zip(bench.Snapshots.Skip(1)), pair =>
        {
            Assert.True(pair.First.Elapsed <= pair.Second.Elapsed);
            Assert.True(pair.First.Users <= pair.Second.Users);
            Assert.True(pair.First.Scheduled <= pair.Second.Scheduled);
            Assert.True(pair.First.Sent <= pair.Second.Sent);
            Assert.True(pair.First.Completed <= pair.Second.Completed);
        });
        Assert.All(bench.Snapshots, snapshot => Assert.True(snapshot.InFlight >= 0));
        var last = bench.Snapshots[^1];
        Assert.Equal(
            (result.Totals.Scheduled, result.Totals.Sent, result.Totals.Ok, 0, 4),
            (last.Scheduled, last.Sent, last.Ok, last.InFlight, last.Users));
        Assert.Equal(result.Generator.LatenessMaxMs, Math.Max(result.Generator.LatenessP99Ms, result.Generator.LatenessMaxMs));
        Assert.True(result.Generator.LatenessMaxMs > 0);
    }

    [Fact]
    public async Task The_load_ends_by_itself_when_its_runtime_is_over()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var plan = LoadBench.Endless with { Runtime = TimeSpan.FromMilliseconds(50) };
        await using var bench = new LoadBench(plan, new LambdaScenario(
            async user => await user.SendAsync(0, "", target, HttpVerb.Get, "/")));
        var result = await bench.Engine.RunAsync(Never, Never);

        Assert.False(result.Stopped);
        Agree(await bench.HistoryAsync(), result);
    }

    [Fact]
    public async Task Users_that_leave_do_no_more_and_the_load_ends_with_the_last()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var asked = new ConcurrentDictionary<int, int>();
        await using var bench = new LoadBench(LoadBench.Endless, new LambdaScenario(async user =>
        {
            await user.SendAsync(0, "", target, HttpVerb.Get, "/");
            if (asked.AddOrUpdate(user.Number, 1, (_, times) => times + 1) == 2) user.Leave();
        }));

        var result = await bench.Engine.RunAsync(Never, Never);

        Assert.False(result.Stopped);
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3], (await bench.HistoryAsync()).Select(operation => operation.User).Order());
    }

    [Fact]
    public async Task What_is_in_flight_at_the_end_is_awaited()
    {
        using var stop = new CancellationTokenSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new ScriptedServer(async (socket, _) =>
        {
            await release.Task;
            return await ScriptedServer.SayAsync(socket, ScriptedServer.Ok);
        });
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        await using var bench = new LoadBench(LoadBench.Endless, new LambdaScenario(
            async user => await user.SendAsync(0, "", target, HttpVerb.Get, "/")));
        var run = bench.Engine.RunAsync(stop.Token, Never);
        await server.SeenAsync(3);
        await stop.CancelAsync();
        release.SetResult();
        var result = await run;

        // Stopping is not instantaneous, but the answers were held back until it was asked for.
        Assert.Equal(0, result.Totals.Unknown);
        Assert.Equal(result.Totals.Scheduled, result.Totals.Ok);
        Agree(await bench.HistoryAsync(), result);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_does_not_end_in_the_drain_is_given_up_and_unknown(bool forced)
    {
        using var stop = new CancellationTokenSource();
        using var force = new CancellationTokenSource();
        using var server = new ScriptedServer(async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite, Never);
            return true;
        });
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var drain = forced ? TimeSpan.FromHours(1) : TimeSpan.FromMilliseconds(20);
        await using var bench = new LoadBench(LoadBench.Endless with { DrainTimeout = drain }, new LambdaScenario(
            async user => await user.SendAsync(0, "", target, HttpVerb.Get, "/")));
        var run = bench.Engine.RunAsync(stop.Token, force.Token);
        await server.SeenAsync(3);
        await (forced ? force : stop).CancelAsync();
        var result = await run;

        Assert.True(result.Stopped);
        Assert.Equal((4, 4, 4), (result.Totals.Scheduled, result.Totals.Sent, result.Totals.Unknown));
        var history = await bench.HistoryAsync();
        Assert.All(history, operation => Assert.Equal((Outcome.Unknown, 0), (operation.Outcome, operation.Status)));
        Assert.All(history, operation => Assert.NotEmpty(operation.Answer));
        Agree(history, result);
    }

    [Fact]
    public async Task A_scenario_that_throws_ends_the_run_with_its_exception_after_the_drain()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new ScriptedServer(async (socket, _) =>
        {
            await release.Task;
            return await ScriptedServer.SayAsync(socket, ScriptedServer.Ok);
        });
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        await using var bench = new LoadBench(LoadBench.Endless with { Model = new ClosedModel(2, 1e6) }, new LambdaScenario(async user =>
        {
            if (user.Number == 0)
            {
                await user.SendAsync(0, "", target, HttpVerb.Get, "/");
                return;
            }
            await server.SeenAsync(0);
            release.SetResult();
            throw new InvalidDataException("no such page");
        }));

        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => bench.Engine.RunAsync(Never, Never));
        Assert.Equal("no such page", thrown.Message);
        var history = await bench.HistoryAsync();
        Assert.Equal(server.Requests.Count, history.Count);
        Assert.All(history, operation => Assert.Equal(Outcome.Ok, operation.Outcome));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_model_that_throws_ends_the_run_with_its_exception(int user)
    {
        await using var bench = new LoadBench(
            LoadBench.Endless with { Model = new WrongModel(user) }, new LambdaScenario(_ => ValueTask.CompletedTask, TimeSpan.FromMinutes(1)));
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => bench.Engine.RunAsync(Never, Never));
        Assert.Equal($"no user {user}", thrown.Message);
    }

    [Fact]
    public async Task A_cancellation_that_is_the_scenarios_own_is_not_swallowed()
    {
        await using var bench = new LoadBench(
            LoadBench.Endless, new LambdaScenario(_ => throw new OperationCanceledException("my own")));
        var thrown = await Assert.ThrowsAsync<OperationCanceledException>(() => bench.Engine.RunAsync(Never, Never));
        Assert.Equal("my own", thrown.Message);
    }

    [Fact]
    public async Task A_subscriber_that_throws_ends_the_run_with_its_exception()
    {
        await using var bench = new LoadBench(
            LoadBench.Endless, new LambdaScenario(_ => ValueTask.CompletedTask, TimeSpan.FromMinutes(1)));
        bench.Engine.Snapshot += _ => throw new InvalidDataException("no trigger");
        await Assert.ThrowsAsync<InvalidDataException>(() => bench.Engine.RunAsync(Never, Never));
    }

    [Fact]
    public async Task Users_that_think_or_were_never_started_do_not_delay_the_end()
    {
        using var stop = new CancellationTokenSource();
        var plan = LoadBench.Endless with { Model = new ClosedModel(10, 0.001), DrainTimeout = TimeSpan.FromHours(1) };
        await using var bench = new LoadBench(plan, new LambdaScenario(
            _ =>
            {
                stop.Cancel();
                return ValueTask.CompletedTask;
            },
            TimeSpan.FromHours(1)));
        var result = await bench.Engine.RunAsync(stop.Token, Never);

        Assert.Equal(RequestTotals.None, result.Totals);
        Assert.Equal(1, bench.Snapshots[^1].Users);
    }

    [Fact]
    public async Task An_engine_runs_once()
    {
        await using var bench = new LoadBench(
            LoadBench.Endless, new LambdaScenario(_ => ValueTask.CompletedTask, TimeSpan.FromMinutes(1)));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await bench.Engine.RunAsync(stopped.Token, Never);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Engine.RunAsync(stopped.Token, Never));
    }

    /// <summary>Throws as it is asked for a user.</summary>
    private sealed class WrongModel(int wrong) : ILoadModel
    {
        public string Name => "wrong";

        public int Users => 2;

        public double SpawnRate => 1;

        public TimeSpan? StartOf(int user) => user < wrong ? TimeSpan.Zero : throw new InvalidDataException($"no user {user}");

        public double IterationsExpected(UserActivity seen, IterationTimes usual) => 0;
    }

    private static void Agree(List<Operation> history, LoadResult result)
    {
        Assert.Equal(history.Count, result.Totals.Scheduled);
        Assert.Equal(history.Count(operation => operation.Outcome == Outcome.Ok), result.Totals.Ok);
        Assert.Equal(history.Count(operation => operation.Outcome == Outcome.Failed), result.Totals.Failed);
        Assert.Equal(history.Count(operation => operation.Outcome == Outcome.Unknown), result.Totals.Unknown);
        Assert.Equal(result.Totals, Assert.Single(result.ByKind).Requests);
        for (var second = 0; second < result.Timeline.Count; second++)
        {
            Assert.Equal(second, result.Timeline[second].Second);
            Assert.Equal(
                history.Count(operation => (int)operation.Completed.TotalSeconds == second),
                result.Timeline[second].Completed);
            Assert.Equal(
                history.Count(operation => (int)operation.Intended.TotalSeconds == second),
                result.Timeline[second].Scheduled);
        }
        Assert.Equal(history.Count, result.Timeline.Sum(second => second.Completed));
    }
}
