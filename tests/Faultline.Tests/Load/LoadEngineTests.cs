using System.Collections.Concurrent;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Http;
using Faultline.Tests.Load.Http;

namespace Faultline.Tests.Load;

public sealed class LoadEngineTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-engine-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _force = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _stop.Dispose();
        _force.Dispose();
    }

    [Fact]
    public async Task Every_request_is_recorded_once_with_its_outcome()
    {
        string[] answers =
        [
            ScriptedServer.Ok, "HTTP/1.1 400 Bad Request\r\nContent-Length: 4\r\n\r\nnope",
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Instance: i-1\r\nContent-Length: 0\r\n\r\n",
        ];
        using var server = new ScriptedServer((socket, number) => ScriptedServer.SayAsync(socket, answers[number % answers.Length]));
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var sent = 0;

        var (result, history) = await RunAsync(Model(users: 8), new Scenario(async user =>
        {
            if (Interlocked.Increment(ref sent) == 400) await _stop.CancelAsync();
            await user.SendAsync(0, "k", target, HttpVerb.Post, "/x");
        }));

        Assert.True(result.Stopped);
        Assert.Equal(server.Requests.Count, history.Count);
        Assert.Equal(Enumerable.Range(0, history.Count).Select(i => (long)i), history.Select(o => o.Id).Order());
        Assert.Equal(history.Count, result.Totals.Sent);
        foreach (var (outcome, total) in new[] { (Outcome.Ok, result.Totals.Ok), (Outcome.Failed, result.Totals.Failed), (Outcome.Unknown, result.Totals.Unknown) })
        {
            Assert.True(total > 0);
            Assert.Equal(total, history.Count(o => o.Outcome == outcome));
        }

        Assert.All(history, o => Assert.True(o.Intended <= o.Sent && o.Sent <= o.Completed, $"{o}"));
        Assert.Equal("nope", history.First(o => o.Status == 400).Answer);
        Assert.Contains(history, o => o.Instance == "i-1");
    }

    [Fact]
    public async Task What_is_still_in_flight_after_the_wait_ends_unknown()
    {
        using var server = new ScriptedServer(async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite);
            return false;
        });
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var stopping = Task.Run(async () =>
        {
            await server.SeenAsync(2);
            await _stop.CancelAsync();
        }, TestContext.Current.CancellationToken);

        var (result, history) = await RunAsync(
            Model(users: 3) with { DrainTimeout = TimeSpan.FromMilliseconds(50) },
            new Scenario(async user => await user.SendAsync(0, "k", target, HttpVerb.Post, "/x")));

        await stopping;
        Assert.Equal((3L, 3L), (result.Totals.Sent, result.Totals.Unknown));
        Assert.All(history, o => Assert.Equal((Outcome.Unknown, "cancelled in flight"), (o.Outcome, o.Answer)));
    }

    [Fact]
    public async Task Force_ends_the_wait_for_what_is_in_flight()
    {
        using var server = new ScriptedServer(async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite);
            return false;
        });
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var stopping = Task.Run(async () =>
        {
            await server.SeenAsync(0);
            await _stop.CancelAsync();
            await _force.CancelAsync();
        }, TestContext.Current.CancellationToken);

        var (result, _) = await RunAsync(
            Model(users: 1) with { DrainTimeout = Long }, new Scenario(async user => await user.SendAsync(0, "k", target, HttpVerb.Post, "/x")));

        await stopping;
        Assert.Equal(1, result.Totals.Unknown);
    }

    [Fact]
    public async Task After_the_end_no_request_is_sent()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        Exception? refused = null;

        var (result, history) = await RunAsync(Model(users: 1), new Scenario(async user =>
        {
            await user.SendAsync(0, "first", target, HttpVerb.Post, "/x");
            await _stop.CancelAsync();
            while (!user.IsStopping) await Task.Yield();
            refused = await Record.ExceptionAsync(async () => await user.SendAsync(0, "second", target, HttpVerb.Post, "/x"));
        }));

        Assert.IsType<OperationCanceledException>(refused);
        Assert.Equal("first", Assert.Single(history).Key);
        Assert.Equal(1, result.Totals.Scheduled);
    }

    [Fact]
    public async Task A_behaviour_that_fails_ends_the_load_and_keeps_what_was_recorded()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(Model(users: 2), new Scenario(async user =>
        {
            await user.SendAsync(0, "k", target, HttpVerb.Post, "/x");
            throw new FormatException("broken behaviour");
        })));

        Assert.Contains("broken behaviour", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await ReadAsync());
    }

    [Fact]
    public async Task Waiting_users_end_with_the_load()
    {
        var (result, history) = await RunAsync(
            Model(users: 50) with { Runtime = TimeSpan.FromMilliseconds(100) }, new Scenario(_ => ValueTask.CompletedTask) { StartsAfter = Long });

        Assert.False(result.Stopped);
        Assert.Empty(history);
    }

    [Fact]
    public async Task Choices_follow_from_the_seed_and_the_users_number()
    {
        var first = await ChoicesAsync(seed: 5);
        var again = await ChoicesAsync(seed: 5);
        var other = await ChoicesAsync(seed: 6);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(first.Count, first.Values.Distinct().Count());
    }

    [Fact]
    public async Task Snapshots_only_grow_and_the_last_tells_everything()
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var snapshots = new List<LoadSnapshot>();
        var sent = 0;

        var (result, _) = await RunAsync(
            Model(users: 4),
            new Scenario(async user =>
            {
                if (Interlocked.Increment(ref sent) == 100) await _stop.CancelAsync();
                await user.SendAsync(0, "k", target, HttpVerb.Get, "/x");
            }),
            snapshots.Add);

        Assert.NotEmpty(snapshots);
        Assert.All(snapshots.Zip(snapshots.Skip(1)), p => Assert.True(
            p.First.Elapsed <= p.Second.Elapsed && p.First.Users <= p.Second.Users && p.First.Completed <= p.Second.Completed && p.First.Scheduled <= p.Second.Scheduled));
        Assert.Equal((result.Totals.Ok, 0L), (snapshots[^1].Ok, snapshots[^1].InFlight));
    }

    private static ClosedModel Model(int users) => new() { Users = users, SpawnRate = 1e6, Runtime = Long };

    private async Task<ConcurrentDictionary<int, int>> ChoicesAsync(int seed)
    {
        var choices = new ConcurrentDictionary<int, int>();
        using var stop = new CancellationTokenSource();
        await RunAsync(
            Model(users: 20) with { Seed = seed },
            new Scenario(user =>
            {
                choices.TryAdd(user.Number, user.Random.Next());
                if (choices.Count == 20) stop.Cancel();
                return ValueTask.CompletedTask;
            }),
            stop: stop.Token);
        return choices;
    }

    private async Task<(LoadResult Result, List<Operation> History)> RunAsync(
        ClosedModel model, IScenario scenario, Action<LoadSnapshot>? observe = null, CancellationToken? stop = null)
    {
        await using var recorder = HistoryRecorder.Create(_folder, TimeProvider.System);
        using var engine = new LoadEngine(model, scenario, recorder, new RunClock(TimeProvider.System));
        if (observe is not null) engine.Snapshot += observe;
        var result = await engine.RunAsync(stop ?? _stop.Token, _force.Token);
        await recorder.CompleteAsync();
        return (result, await ReadAsync());
    }

    private async Task<List<Operation>> ReadAsync()
    {
        var read = new List<Operation>();
        await foreach (var operation in HistoryReader.ReadAsync(_folder, TestContext.Current.CancellationToken)) read.Add(operation);
        return read;
    }

    private sealed class Scenario(Func<VirtualUser, ValueTask> iterate) : IScenario
    {
        public IReadOnlyList<string> Kinds { get; } = ["only"];

        public TimeSpan StartsAfter { get; init; }

        public TimeSpan StartDelay(Random random) => StartsAfter;

        public TimeSpan Pause(Random random) => TimeSpan.Zero;

        public ValueTask IterateAsync(VirtualUser user) => iterate(user);
    }
}
