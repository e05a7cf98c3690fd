using Faultline.Hosting;

namespace Faultline.Tests.Faults;

public class HealAllTests
{
    [Fact]
    public async Task Failed_kill_is_not_delivered_and_still_undone()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        run.Host.Killing = id =>
        {
            run.Host.Set(id, InstanceState.Exited);
            throw new HostUnavailableException("the answer got lost");
        };
        run.Observe(users: 1);
        await run.ToldAsync("started order-service-");

        Assert.Empty(await run.HealAsync());

        Assert.Equal((false, null, "the kill failed: the answer got lost"), (run.Event.Delivered, run.Event.InjectedAt, run.Event.Error));
        Assert.Empty(run.Host.InState(InstanceState.Exited));
        Assert.Empty(run.Journal.Pending());
    }

    [Fact]
    public async Task Failed_kill_that_strikes_late_is_undone_at_the_end()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        run.Host.Killing = _ => throw new TimeoutException("no answer");
        run.Observe(users: 1);
        await run.ToldAsync("order-service-");
        run.Host.Set(new InstanceId(run.Event.Instance!), InstanceState.Exited);

        Assert.Empty(await run.HealAsync());

        Assert.Empty(run.Host.InState(InstanceState.Exited));
        Assert.Empty(run.Journal.Pending());
    }

    [Fact]
    public async Task Start_that_fails_at_first_is_tried_again_after_pauses_that_grow()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        var tries = 0;
        run.Host.Starting = _ => ++tries < 3 ? throw new HostUnavailableException("busy") : Task.CompletedTask;
        run.Observe(users: 1);
        await run.ToldAsync("killed");

        var healing = run.HealAsync();
        await run.Time.PassAsync(InjectorFixture.StartRetry);
        await run.Time.PassAsync(InjectorFixture.StartRetry * 2);

        Assert.Empty(await healing);
        Assert.Equal((3, TimeSpan.FromSeconds(0.75), null), (tries, run.Event.HealedAt, run.Event.Error));
    }

    [Fact]
    public async Task Start_that_fails_while_the_load_runs_is_tried_again()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, recovery: 5));
        var tries = 0;
        run.Host.Starting = _ => ++tries < 2 ? throw new HostUnavailableException("busy") : Task.CompletedTask;
        run.Observe(users: 1);
        await run.Time.PassAsync(TimeSpan.FromSeconds(5));
        await run.Time.WaitedForAsync(InjectorFixture.StartRetry);
        Assert.Equal("not brought back: busy", run.Event.Error);

        run.Time.Advance(InjectorFixture.StartRetry);
        await run.ToldAsync($"{run.Event.Instance} is ready");

        Assert.Equal((TimeSpan.FromSeconds(5.25), null), (run.Event.HealedAt, run.Event.Error));
    }

    [Fact]
    public async Task Start_that_never_succeeds_is_a_failure_and_stays_in_the_journal()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        run.Host.Starting = _ => throw new HostUnavailableException("no space left.");
        run.Observe(users: 1);
        await run.ToldAsync("killed");

        var healing = run.HealAsync();
        await run.Time.WaitedForAsync(InjectorFixture.StartRetry);
        run.Time.Advance(InjectorFixture.Cap);
        var failure = Assert.Single(await healing);

        Assert.Equal($"{run.Event.Instance} could not be started again within 10 s (no space left). Next: its log, then faultline services heal; or faultline services heal --forget {run.Event.Instance} to give it up", failure);
        Assert.Equal(failure, run.Event.Error);
        Assert.Null(run.Event.HealedAt);
        Assert.Single(run.Journal.Pending());
    }

    [Fact]
    public async Task Host_that_comes_back_in_time_is_no_failure()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        run.Observe(users: 1);
        await run.ToldAsync("killed");
        run.Host.Listing = () => throw new HostUnavailableException("restarting");

        var healing = run.HealAsync();
        await run.Time.WaitedForAsync(InjectorFixture.StartRetry);
        run.Host.Listing = () => Task.CompletedTask;
        run.Time.Advance(InjectorFixture.StartRetry);

        Assert.Empty(await healing);
        Assert.NotNull(run.Event.ReadyAt);
    }

    [Fact]
    public async Task Instance_that_does_not_get_ready_is_a_failure_and_stays_in_the_journal()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        run.Host.Ready = _ => false;
        run.Observe(users: 1);
        await run.ToldAsync("killed");

        var healing = run.HealAsync();
        await run.Time.WaitedForAsync(InjectorFixture.ReadyPoll);
        run.Time.Advance(InjectorFixture.Cap);

        Assert.Equal([$"{run.Event.Instance} was started, but did not say within 10 s that it is ready (it answers 503). Next: its log, then faultline services heal; or faultline services heal --forget {run.Event.Instance} to give it up"], await healing);
        Assert.NotNull(run.Event.HealedAt);
        Assert.Null(run.Event.ReadyAt);
        Assert.Single(run.Journal.Pending());

        run.Host.Ready = _ => true;
        Assert.Empty(await run.HealAsync());
        Assert.Equal((TimeSpan.Zero, InjectorFixture.Cap, null), (run.Event.HealedAt, run.Event.ReadyAt, run.Event.Error));
    }

    [Fact]
    public async Task Instance_that_ends_again_while_it_is_waited_for_is_started_again()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        var (starts, polls) = (0, 0);
        run.Host.Starting = _ => Task.FromResult(starts++);
        run.Host.Ready = id =>
        {
            if (++polls == 1) run.Host.Set(id, InstanceState.Exited);
            return starts == 2;
        };
        run.Observe(users: 1);
        await run.ToldAsync("killed");

        var healing = run.HealAsync();
        for (var i = 0; i < 20; i++) await run.Time.PassAsync(InjectorFixture.ReadyPoll);

        Assert.Empty(await healing);
        Assert.Equal((2, TimeSpan.FromSeconds(1)), (starts, run.Event.HealedAt));
    }

    [Fact]
    public async Task Force_ends_the_waiting_for_readiness_but_not_the_starting()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        using var force = new CancellationTokenSource();
        var tries = 0;
        run.Host.Ready = _ => false;
        run.Host.Starting = _ => ++tries < 2 ? throw new HostUnavailableException("busy") : Task.CompletedTask;
        run.Observe(users: 1);
        await run.ToldAsync("killed");

        await force.CancelAsync();
        var healing = run.HealForcedAsync(force.Token);
        await run.Time.PassAsync(InjectorFixture.StartRetry);

        Assert.Equal([$"{run.Event.Instance} runs, but its readiness was not waited for. Next: faultline services heal"], await healing);
        Assert.Empty(run.Host.InState(InstanceState.Exited));
        Assert.Single(run.Journal.Pending());
    }

    [Fact]
    public async Task Healing_twice_starts_once()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, count: 2));
        run.Observe(users: 1);
        await run.ToldAsync("killed");

        var first = run.HealAsync();
        var second = run.HealAsync();

        Assert.Empty(await first);
        Assert.Empty(await second);
        Assert.Empty(await run.HealAsync());
        Assert.Equal(2, run.Host.Calls.Count(c => c.StartsWith("start", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Healing_waits_for_a_kill_under_way_and_undoes_it()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        run.Host.Killing = _ =>
        {
            asked.SetResult();
            return answer.Task;
        };
        run.Observe(users: 1);
        await asked.Task;

        var healing = run.HealAsync();
        await run.Time.WaitedForAsync(InjectorFixture.Cap);
        Assert.False(healing.IsCompleted);
        answer.SetResult();

        Assert.Empty(await healing);
        Assert.Empty(run.Host.InState(InstanceState.Exited));
        Assert.Equal((false, "the load was over before the kill was confirmed"), (run.Event.Delivered, run.Event.Error));
        Assert.NotNull(run.Event.ReadyAt);
    }

    [Fact]
    public async Task Kill_that_never_comes_back_does_not_hold_up_the_others_for_ever()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1), InjectorFixture.Users(1, "stock-service"));
        var asked = new TaskCompletionSource();
        run.Host.Killing = id =>
        {
            if (id.Value.StartsWith("order", StringComparison.Ordinal)) return Task.CompletedTask;
            asked.SetResult();
            return new TaskCompletionSource().Task;
        };
        run.Observe(users: 1);
        await run.ToldAsync("killed order-service-");
        await asked.Task;

        var healing = run.HealAsync();
        await run.Time.PassAsync(InjectorFixture.Cap);

        Assert.Equal(["A kill has not come back from the host and may yet take place. Next: faultline services heal"], await healing);
        Assert.Empty(run.Host.InState(InstanceState.Exited));
        Assert.Equal("stock-service", Assert.Single(run.Journal.Pending()).Service.Value);
    }

    [Fact]
    public async Task Nothing_fires_once_healing_has_begun()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        await run.HealAsync();
        run.Observe(users: 1);
        await run.HealAsync();

        Assert.Empty(run.Host.Calls);
        Assert.Equal("the load ended before its threshold was reached", run.Event.Error);
    }

    [Fact]
    public async Task Trigger_caught_by_the_end_of_the_load_kills_nothing()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        var list = new TaskCompletionSource();
        run.Host.Listing = () => list.Task;
        run.Observe(users: 1);

        var healing = run.HealAsync();
        list.SetResult();

        Assert.Empty(await healing);
        Assert.Empty(run.Host.Calls);
        Assert.Equal((false, "the load was over before the kill"), (run.Event.Delivered, run.Event.Error));
    }

    [Fact]
    public async Task Healing_cuts_a_recovery_time_short()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, recovery: 60));
        run.Observe(users: 1);
        await run.Time.WaitedForAsync(TimeSpan.FromSeconds(60));
        run.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Empty(await run.HealAsync());

        Assert.Equal((TimeSpan.FromSeconds(3), true), (run.Event.HealedAt, run.Event.Delivered));
    }

    [Fact]
    public async Task Healing_takes_over_from_a_recovery_that_waits_for_readiness()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, recovery: 1));
        run.Host.Ready = _ => false;
        run.Observe(users: 1);
        await run.Time.PassAsync(TimeSpan.FromSeconds(1));
        await run.Time.WaitedForAsync(InjectorFixture.ReadyPoll);

        run.Host.Ready = _ => true;
        Assert.Empty(await run.HealAsync());

        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), (run.Event.HealedAt, run.Event.ReadyAt));
        Assert.Equal(2, run.Host.Calls.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Undo_that_throws_is_a_failure_and_the_others_are_undone(double recovery)
    {
        using var run = new InjectorFixture(
            InjectorFixture.Users(1, recovery: recovery) with { Action = new WrongUndo() }, InjectorFixture.Users(1, "stock-service"));
        run.Observe(users: 1);
        await run.ToldAsync("killed", times: 2);
        if (recovery > 0) await run.Time.PassAsync(TimeSpan.FromSeconds(recovery));

        var failure = Assert.Single(await run.HealAsync());

        var wrong = run.Injector.Events[0].Instance!;
        Assert.StartsWith($"{wrong} could not be started again within 10 s (its data is damaged). Next: ", failure, StringComparison.Ordinal);
        Assert.Equal([wrong], run.Host.InState(InstanceState.Exited));
        Assert.Equal(wrong, Assert.Single(run.Journal.Pending()).Instance.Value);
        Assert.Equal(failure, Assert.Single(await run.HealAsync()));
    }

    [Fact]
    public async Task Instance_that_somebody_removed_is_a_failure_and_stays_in_the_journal()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        run.Observe(users: 1);
        await run.ToldAsync("killed");
        run.Host.Remove(run.Event.Instance!);

        Assert.Equal(
            [$"{run.Event.Instance} is not there any more, so it cannot be brought back. Next: faultline services heal --forget {run.Event.Instance}, if it was removed on purpose"],
            await run.HealAsync());
        Assert.Single(run.Journal.Pending());
    }
}
