using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;
using Faultline.Histories;
using Faultline.Hosting;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Faults;

public class FaultInjectorTests
{
    [Theory]
    [InlineData("users")]
    [InlineData("time")]
    [InlineData("rps")]
    public async Task Trigger_fires_when_its_value_reaches_the_threshold(string name)
    {
        using var run = new InjectorFixture(Rules.Kill(TriggerKind.Find(name)!.At(20), ["order-service"]));
        run.Time.Advance(TimeSpan.FromSeconds(7));
        run.Observe(users: 19, seconds: 19.9, rps: 19.9);
        Assert.Empty(run.Injector.Events);

        run.Observe(users: name == "users" ? 21 : 0, seconds: name == "time" ? 21 : 0, rps: name == "rps" ? 21 : 0);
        await run.ToldAsync("killed order-service-");

        var at = TimeSpan.FromSeconds(7);
        Assert.Equal(new TriggerCause(name, 20, 21), run.Event.Trigger);
        Assert.Equal((at, at, at, true, null), (run.Event.TriggeredAt, run.Event.CalledAt, run.Event.InjectedAt, run.Event.Delivered, run.Event.Error));
        Assert.Equal([run.Event.Instance!], run.Host.InState(InstanceState.Exited));
    }

    [Theory]
    [InlineData(0.6, 0.6)]
    [InlineData(-5.0, 0.0)]
    [InlineData(5.0, 1.0)]
    [InlineData(null, null)]
    public async Task An_instance_dies_when_the_host_says_between_the_call_and_its_confirmation(double? told, double? died)
    {
        using var run = new InjectorFixture(InjectorFixture.Users(0));
        var called = run.Time.GetUtcNow();
        run.Host.Killing = _ =>
        {
            run.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.CompletedTask;
        };
        run.Host.Died = () => told is { } after ? called.AddSeconds(after) : null;

        run.Observe();
        await run.ToldAsync("killed");

        Assert.Equal((0, 1), (run.Event.CalledAt!.Value.TotalSeconds, run.Event.InjectedAt!.Value.TotalSeconds));
        Assert.Equal(died, run.Event.DiedAt?.TotalSeconds);
        Assert.Equal(died ?? 1, run.Event.DownSince!.Value.TotalSeconds);
    }

    [Fact]
    public async Task A_trigger_waits_for_its_time_and_for_the_one_before_it()
    {
        using var fixture = new InjectorFixture(
            Rules.Kill(new UsersTrigger(10) { NotBefore = 10 }, ["order-service"]),
            Rules.Kill(new UsersTrigger(20) { NotBefore = 10, AfterPrevious = 10 }, ["stock-service"]));

        fixture.Observe(users: 50, seconds: 9.9);
        Assert.DoesNotContain(fixture.Injector.Events, e => e.TriggeredAt is not null);

        fixture.Observe(users: 50, seconds: 12);
        await fixture.ToldAsync("killed order-service");
        fixture.Observe(users: 50, seconds: 21.9);
        Assert.DoesNotContain(fixture.Injector.Events, e => e.Service == "stock-service" && e.TriggeredAt is not null);

        fixture.Observe(users: 50, seconds: 22);
        await fixture.ToldAsync("killed stock-service");
    }

    [Fact]
    public async Task A_trigger_by_answers_fires_when_so_many_operations_have_ended()
    {
        using var fixture = new InjectorFixture(Rules.Kill(new AnsweredTrigger(200), ["order-service"], 1, 2));

        fixture.Injector.Observe(LoadSnapshot.Empty with { Scheduled = 300, Sent = 300, Ok = 150, Failed = 40, Unknown = 9 });
        Assert.DoesNotContain(fixture.Injector.Events, e => e.TriggeredAt is not null);

        fixture.Injector.Observe(LoadSnapshot.Empty with { Scheduled = 300, Sent = 300, Ok = 150, Failed = 40, Unknown = 10 });
        await fixture.ToldAsync("killed order-service");
        Assert.Equal(new TriggerCause("answered", 200, 200), fixture.Event.Trigger);
    }

    [Fact]
    public async Task Waiting_for_kills_ends_with_their_confirmation_and_waiting_for_recovery_with_readiness()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(0, count: 2, recovery: 5));
        run.Observe();
        await run.Injector.InjectedAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, run.Host.InState(InstanceState.Exited).Count);

        var recovered = run.Injector.RecoveredAsync(InjectorFixture.Cap, TestContext.Current.CancellationToken);
        await run.Time.WaitedForAsync(TimeSpan.FromSeconds(5));
        Assert.False(recovered.IsCompleted);
        run.Time.Advance(TimeSpan.FromSeconds(5));
        await recovered;

        Assert.Empty(run.Host.InState(InstanceState.Exited));
        Assert.All(run.Injector.Events, e => Assert.Equal(TimeSpan.FromSeconds(5), e.ReadyAt));
    }

    [Fact]
    public async Task Without_a_recovery_time_nothing_is_waited_for()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(0));
        run.Observe();
        await run.Injector.InjectedAsync(TestContext.Current.CancellationToken);

        await run.Injector.RecoveredAsync(InjectorFixture.Cap, TestContext.Current.CancellationToken);

        Assert.Single(run.Host.InState(InstanceState.Exited));
    }

    [Fact]
    public async Task Trigger_fires_once_however_often_it_is_observed()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        for (var i = 0; i < 1000; i++) run.Observe(users: 1 + i);
        await run.ToldAsync("killed");
        await run.HealAsync();

        Assert.Single(run.Host.Calls, c => c.StartsWith("kill", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Observe_returns_and_does_not_throw_while_the_host_hangs_or_fails()
    {
        var hang = new TaskCompletionSource();
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        run.Host.Listing = () => hang.Task;

        run.Observe(users: 1);
        Assert.Empty(run.Host.Calls);
        hang.SetException(new HostUnavailableException("nobody there"));
        await run.HealAsync();

        Assert.Equal((false, null, "the instances could not be listed: nobody there"), (run.Event.Delivered, run.Event.Instance, run.Event.Error));
    }

    [Fact]
    public async Task Undo_is_on_disk_when_the_host_is_asked_to_kill()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, count: 2));
        var seen = new List<bool>();
        run.Host.Killing = id =>
        {
            lock (seen) seen.Add(Lines(run.JournalPath).Any(l => l.Contains($"\"instance\":\"{id}\"", StringComparison.Ordinal)));
            return Task.CompletedTask;
        };

        run.Observe(users: 1);
        await run.ToldAsync("killed", times: 2);
        Assert.Equal(2, run.Journal.Pending().Count);
        await run.HealAsync();

        Assert.Equal([true, true], seen);
        Assert.Empty(run.Journal.Pending());
    }

    [Fact]
    public async Task Nothing_is_killed_when_the_journal_cannot_be_written()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        Directory.CreateDirectory(run.JournalPath);

        run.Observe(users: 1);
        await run.ToldAsync("order-service-");
        await run.HealAsync();

        Assert.Empty(run.Host.Calls);
        Assert.False(run.Event.Delivered);
        Assert.StartsWith("not killed, since the undo journal cannot be written", run.Event.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_comes_back_after_its_recovery_time_and_not_before()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, recovery: 30));
        var polls = 0;
        run.Host.Ready = _ => ++polls == 3;
        run.Observe(users: 1);
        await run.Time.WaitedForAsync(TimeSpan.FromSeconds(30));
        run.Time.Advance(TimeSpan.FromSeconds(29.999));
        Assert.Single(run.Host.InState(InstanceState.Exited));

        run.Time.Advance(TimeSpan.FromMilliseconds(1));
        await run.ToldAsync("started order-service-");
        await run.Time.PassAsync(InjectorFixture.ReadyPoll);
        await run.Time.PassAsync(InjectorFixture.ReadyPoll);
        await run.ToldAsync($"{run.Event.Instance} is ready");

        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30.1)), (run.Event.HealedAt, run.Event.ReadyAt));
        Assert.Empty(await run.HealAsync());
        Assert.Empty(run.Journal.Pending());
        Assert.Equal(2, run.Host.Calls.Count);
    }

    [Fact]
    public async Task Recovery_time_zero_waits_for_the_end_of_the_load()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        run.Observe(users: 1);
        await run.ToldAsync("killed");
        run.Time.Advance(TimeSpan.FromHours(1));
        Assert.Single(run.Host.Calls);
        Assert.Single(run.Journal.Pending());

        Assert.Empty(await run.HealAsync());

        Assert.Equal(TimeSpan.FromHours(1), run.Event.HealedAt);
        Assert.Equal(TimeSpan.FromHours(1), run.Event.ReadyAt);
        Assert.Null(run.Event.Error);
        Assert.Empty(run.Journal.Pending());
        Assert.Empty(run.Host.InState(InstanceState.Exited));
    }

    [Fact]
    public async Task Recovery_time_beyond_all_timers_ends_with_the_load()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, recovery: 1e300));
        run.Observe(users: 1);
        await run.Time.WaitedForAsync(TimeSpan.FromDays(40));

        Assert.Empty(await run.HealAsync());
        Assert.NotNull(run.Event.ReadyAt);
    }

    [Fact]
    public async Task Count_above_what_runs_kills_what_is_there_and_says_so()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, "stock-service", count: 3));
        run.Host.Set(new InstanceId("stock-service-2"), InstanceState.Exited);
        run.Observe(users: 1);
        await run.ToldAsync("killed stock-service-1");

        Assert.Equal([("stock-service-1", true, null), (null, false, "only 1 of 3 instances was running")],
            run.Injector.Events.Select(e => (e.Instance, e.Delivered, e.Error)));
    }

    [Theory]
    [InlineData(1, "no instance was running")]
    [InlineData(2, "none of 2 instances was running")]
    public async Task Service_without_running_instance_is_told(int count, string error)
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, "kafka", count));
        run.Observe(users: 1);
        await run.HealAsync();

        Assert.Equal((null, false, error), (run.Event.Instance, run.Event.Delivered, run.Event.Error));
    }

    [Fact]
    public async Task Two_triggers_never_choose_the_same_instance()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, "stock-service"), InjectorFixture.Users(1, "stock-service"), InjectorFixture.Users(1, "stock-service"));
        run.Observe(users: 1);
        await run.ToldAsync("killed", times: 2);
        await run.ToldAsync("stock-service: no instance was running");
        await run.HealAsync();

        var events = run.Injector.Events;
        Assert.Equal(["stock-service-1", "stock-service-2"], events.Select(e => e.Instance).OfType<string>().Order());
        Assert.Equal("no instance was running", Assert.Single(events, e => e.Instance is null).Error);
    }

    [Fact]
    public async Task Same_seed_chooses_the_same_instances()
    {
        var chosen = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var run = new InjectorFixture(InjectorFixture.Users(1, count: 2), InjectorFixture.Users(2, "stock-service"));
            run.Observe(users: i);
            run.Observe(users: 2);
            await run.ToldAsync("killed", times: 3);
            await run.HealAsync();
            chosen.Add(string.Join(' ', run.Injector.Events.Select(e => e.Instance)));
        }

        Assert.Equal(chosen[0], chosen[1]);
    }

    [Fact]
    public async Task Trigger_that_did_not_fire_has_an_event_per_service_once_healed()
    {
        using var run = new InjectorFixture(Rules.Kill(new RpsTrigger(9), ["order-service", "stock-service"], 2, 5));
        run.Observe(rps: 8);
        Assert.Empty(run.Injector.Events);

        await run.HealAsync();

        Assert.Equal(["order-service", "stock-service"], run.Injector.Events.Select(e => e.Service));
        Assert.All(run.Injector.Events, e => Assert.Equal(
            (null, false, null, "the load ended before its threshold was reached"), (e.TriggeredAt, e.Delivered, e.Instance, e.Error)));
    }

    [Fact]
    public void Planned_events_stand_before_the_load()
    {
        var planned = FaultInjector.Planned(ShopFaults.Default(100, TimeSpan.FromMinutes(5)));

        Assert.Equal([("order-service", 30d, 30d), ("payment-service", 60d, 0d), ("stock-service", 80d, 60d)],
            planned.Select(e => (e.Service, e.Trigger.Threshold, e.RecoveryTime)));
        Assert.All(planned, e => Assert.Equal((null, false, null, "kill"), (e.TriggeredAt, e.Delivered, e.Error, e.Action)));
    }

    [Fact]
    public async Task Display_that_throws_leaves_nothing_down()
    {
        using var run = new InjectorFixture();
        var killed = new TaskCompletionSource();
        run.Host.Killing = _ => Task.FromResult(killed.TrySetResult());
        var injector = new FaultInjector(
            new FaultPlan([InjectorFixture.Users(0)]), run.Host, run.Journal, run.Clock, new Random(1), _ => throw new InvalidOperationException());
        injector.Observe(LoadSnapshot.Empty);
        await killed.Task;

        Assert.Empty(await injector.HealAllAsync(InjectorFixture.Cap, TestContext.Current.CancellationToken));

        Assert.Empty(run.Host.InState(InstanceState.Exited));
    }

    [Fact]
    public async Task Probe_warns_of_too_few_instances_and_harms_nothing()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, "stock-service", count: 3), InjectorFixture.Users(1));
        var left = run.Journal.Append("kill", (await run.Host.ListAsync(TestContext.Current.CancellationToken))[0]);

        var warnings = await run.Injector.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["stock-service: only 2 of 3 instances were running at the start."], warnings);
        Assert.Equal([left], run.Journal.Pending());
        Assert.Empty(run.Host.Calls);
        Assert.Empty(run.Injector.Events);
    }

    [Fact]
    public async Task Probe_refuses_a_host_that_cannot_do_what_is_planned()
    {
        using var run = new InjectorFixture();
        var host = new DryRunHost(run.Host, await run.Host.ListAsync(TestContext.Current.CancellationToken));
        var injector = new FaultInjector(new FaultPlan([InjectorFixture.Users(1)]), host, run.Journal, run.Clock, new Random(1), _ => { });

        var error = await Assert.ThrowsAsync<HostUnavailableException>(() => injector.ProbeAsync(TestContext.Current.CancellationToken));

        Assert.Equal("what runs the services here (host double) cannot kill an instance", error.Message);
        Assert.False(File.Exists(run.JournalPath));
    }

    [Fact]
    public async Task Probe_throws_what_would_spoil_the_faults()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1));
        run.Host.Listing = () => throw new HostUnavailableException("nobody there");
        await Assert.ThrowsAsync<HostUnavailableException>(() => run.Injector.ProbeAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, new FileInfo(run.JournalPath).Length);

        File.Delete(run.JournalPath);
        Directory.CreateDirectory(run.JournalPath);
        await Assert.ThrowsAnyAsync<Exception>(() => run.Injector.ProbeAsync(TestContext.Current.CancellationToken));
    }

    private static List<string> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n')];
    }
}
