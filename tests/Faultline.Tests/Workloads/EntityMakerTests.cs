using System.Collections.Concurrent;
using Faultline.Experiments;
using Faultline.Tests.Faults;
using Faultline.Workloads;

namespace Faultline.Tests.Workloads;

public class EntityMakerTests
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private readonly SteppedTime _time = new();
    private readonly Observers _observer = new([]);

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_entity_is_made_once_and_stands_at_its_number()
    {
        var made = await MakeAsync(500, (n, _) => Task.FromResult($"order {n}"));

        Assert.Equal((500, 0, null), (made.Made, made.Replaced, made.FirstFailure));
        Assert.Equal(Enumerable.Range(0, 500).Select(n => $"order {n}"), made.Values);
    }

    [Fact]
    public async Task No_more_are_in_flight_than_sixteen_in_the_beginning()
    {
        var release = new TaskCompletionSource();
        var flying = 0;
        var making = MakeAsync(500, async (n, _) =>
        {
            Interlocked.Increment(ref flying);
            await release.Task;
            return $"{n}";
        });

        Assert.Equal(16, flying);
        release.SetResult();
        Assert.Equal(500, (await making).Made);
    }

    [Fact]
    public async Task A_try_that_got_no_answer_is_replaced_by_another_one()
    {
        var tries = new ConcurrentDictionary<int, int>();
        var making = MakeAsync(3, (n, _) => tries.AddOrUpdate(n, 1, (_, t) => t + 1) == 1 && n == 1
            ? throw Unanswered()
            : Task.FromResult($"order {n}, try {tries[n]}"));
        await _time.PassAsync(FirstPause);
        var made = await making;

        Assert.Equal(["order 0, try 1", "order 1, try 2", "order 2, try 1"], made.Values);
        Assert.Equal((1, "no answer"), (made.Replaced, made.FirstFailure));
    }

    [Fact]
    public async Task What_cannot_be_made_is_given_up_after_five_tries_and_the_rest_is_there()
    {
        var tries = 0;
        var making = MakeAsync(3, (n, _) =>
        {
            if (n != 1) return Task.FromResult($"{n}");
            tries++;
            throw Refused();
        });
        for (var pause = FirstPause; pause <= TimeSpan.FromSeconds(2); pause *= 2) await _time.PassAsync(pause);
        var made = await making;

        Assert.Equal((2, 5), (made.Made, tries));
        Assert.Equal(["0", null, "2"], made.Values);
        Assert.Equal("creating orders: 2 of 3 could be made; the first failure: refused", Assert.Single(_observer.Warnings));
    }

    [Fact]
    public async Task Where_none_is_made_for_three_time_outs_no_more_are_tried()
    {
        var tries = 0;
        var made = await MakeAsync<string>(1_000, (n, _) =>
        {
            // Each call takes as long as it may.
            if (Interlocked.Increment(ref tries) % 16 == 0) _time.Advance(TimeSpan.FromSeconds(10));
            throw Unanswered();
        });

        Assert.Equal(0, made.Made);
        Assert.True(tries < 200, $"{tries} tries");
        Assert.Contains("no more were tried: none in the last", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
        var error = Assert.Throws<TargetUnavailableException>(() => { made.SomeOrThrow(); });
        Assert.Equal("creating orders: of 1000 not one could be made: no answer", error.Message);
    }

    [Fact]
    public async Task A_pace_that_would_take_hours_is_told_after_a_minute()
    {
        var made = await MakeAsync(1_000, (n, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(6));
            return n % 2 == 0 ? Task.FromResult($"{n}") : throw Unanswered();
        });

        Assert.InRange(made.Made, 1, 60);
        Assert.Contains("at this rate it would take", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_else_goes_wrong_ends_it_and_is_thrown()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => MakeAsync<string>(100, (_, _) => throw new InvalidOperationException("odd")));

        Assert.Equal("odd", error.Message);
    }

    [Fact]
    public async Task It_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var making = new EntityMaker(_time, TimeSpan.FromSeconds(10)).MakeAsync(
            100, async (_, ct) =>
            {
                await Task.Delay(Timeout.Infinite, ct);
                return "";
            },
            "creating orders", _observer, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
    }

    private Task<MadeEntities<T>> MakeAsync<T>(int count, Func<int, CancellationToken, Task<T>> make)
        where T : class =>
        new EntityMaker(_time, TimeSpan.FromSeconds(10)).MakeAsync(count, make, "creating orders", _observer, Never);

    private static TargetUnavailableException Unanswered() => new("no answer") { MayHaveBeenDone = true };

    private static TargetUnavailableException Refused() => new("refused");
}
