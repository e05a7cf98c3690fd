using Faultline.Faults;
using Faultline.Hosting;

namespace Faultline.Tests.Faults;

public class HealerTests
{
    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task What_a_run_left_down_is_started_once_and_marked_done()
    {
        using var run = new InjectorFixture(InjectorFixture.Users(1, count: 2));
        await LeaveDown(run, "order-service-1", "order-service-3");

        var report = await HealAsync(run);

        Assert.Equal(["order-service-1 was started and is ready (0.0 s).", "order-service-3 was started and is ready (0.0 s)."], report.Lines);
        Assert.Empty(report.Failures);
        Assert.Empty(run.Host.InState(InstanceState.Exited));
        Assert.Empty(run.Journal.Pending());
    }

    [Fact]
    public async Task Healing_again_does_nothing()
    {
        using var run = new InjectorFixture();
        await LeaveDown(run, "order-service-1");
        await HealAsync(run);
        var calls = run.Host.Calls.Count;

        var again = await HealAsync(run);

        Assert.Empty(again.Lines);
        Assert.Empty(again.Failures);
        Assert.Equal(calls, run.Host.Calls.Count);
    }

    [Fact]
    public async Task What_runs_already_is_left_alone()
    {
        using var run = new InjectorFixture();
        run.Journal.Append("kill", await InstanceAsync(run, "order-service-2"));

        var healing = HealAsync(run);
        await run.Time.PassAsync(KillGrace);

        Assert.Equal(["order-service-2 runs already and is ready."], (await healing).Lines);
        Assert.Empty(run.Host.Calls);
        Assert.Empty(run.Journal.Pending());
    }

    [Fact]
    public async Task A_kill_that_takes_place_after_the_tool_has_died_is_undone_too()
    {
        using var run = new InjectorFixture();
        run.Journal.Append("kill", await InstanceAsync(run, "order-service-2"));

        var healing = HealAsync(run);
        await run.Time.WaitedForAsync(KillGrace);
        run.Host.Set(new InstanceId("order-service-2"), InstanceState.Exited);
        run.Time.Advance(KillGrace);

        Assert.Equal(["order-service-2 was started and is ready (2.0 s)."], (await healing).Lines);
        Assert.Empty(run.Journal.Pending());
    }

    [Fact]
    public async Task An_old_entry_of_what_runs_is_struck_off_at_once()
    {
        using var run = new InjectorFixture();
        run.Journal.Append("kill", await InstanceAsync(run, "order-service-2"));
        run.Time.Advance(KillGrace);

        Assert.Equal(["order-service-2 runs already and is ready."], (await HealAsync(run)).Lines);
    }

    [Fact]
    public async Task An_instance_that_went_while_it_was_listed_keeps_no_run_from_beginning()
    {
        using var run = new InjectorFixture();
        run.Host.Ready = id => id.Value == "order-service-1" ? throw new HostUnavailableException("there is no instance order-service-1") : true;

        await NoteRunningAsync(run);

        Assert.Equal(["order-service-1"], run.Journal.Pending().Where(e => !e.WasReady).Select(e => e.Instance.Value));
    }

    [Fact]
    public async Task Several_entries_of_one_instance_are_one_undo()
    {
        using var run = new InjectorFixture();
        await LeaveDown(run, "order-service-1", "order-service-1");

        Assert.Single((await HealAsync(run)).Lines);
        Assert.Single(run.Host.Calls, c => c.StartsWith("start", StringComparison.Ordinal));
        Assert.Empty(run.Journal.Pending());
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, " (another has its name now)")]
    public async Task Instance_that_is_not_there_any_more_stays_in_the_journal_with_what_to_do(bool replaced, string why)
    {
        using var run = new InjectorFixture();
        await LeaveDown(run, "order-service-1");
        run.Host.Remove("order-service-1");
        if (replaced) run.Host.Add(new ServiceInstance(new ServiceName("order-service"), new InstanceId("order-service-1", "a later one"), InstanceState.Running));

        var report = await HealAsync(run);

        Assert.Empty(report.Lines);
        Assert.Equal(
            [$"order-service-1 is not there any more{why}, so it cannot be brought back. Next: faultline services heal --forget order-service-1, if it was removed on purpose"],
            report.Failures);
        Assert.Single(run.Journal.Pending());
    }

    [Fact]
    public async Task Instance_that_runs_and_never_serves_stays_in_the_journal()
    {
        using var run = new InjectorFixture();
        await LeaveDown(run, "order-service-1");
        run.Host.Ready = _ => false;

        var healing = HealAsync(run);
        await PassAsync(run, healing);

        Assert.Equal(
            ["order-service-1 was started, but did not say within 10 s that it is ready (it answers 503). Next: its log, then faultline services heal; or faultline services heal --forget order-service-1 to give it up"],
            (await healing).Failures);
        Assert.Single(run.Journal.Pending());
    }

    [Fact]
    public async Task Host_out_of_reach_is_a_failure_and_the_entry_stays()
    {
        using var run = new InjectorFixture();
        await LeaveDown(run, "order-service-1");
        run.Host.Listing = () => throw new HostUnavailableException("cannot reach the engine");

        var healing = HealAsync(run);
        await run.Time.WaitedForAsync(InjectorFixture.StartRetry);
        run.Time.Advance(InjectorFixture.Cap);

        Assert.Equal(
            ["order-service-1 could not be started again within 10 s (cannot reach the engine). Next: its log, then faultline services heal; or faultline services heal --forget order-service-1 to give it up"],
            (await healing).Failures);
        Assert.Single(run.Journal.Pending());
    }

    [Fact]
    public async Task Cancelled_healing_tries_once_and_keeps_what_it_could_not_start()
    {
        using var run = new InjectorFixture();
        await LeaveDown(run, "order-service-1");
        run.Host.Starting = _ => throw new HostUnavailableException("busy");

        var report = await Healer.HealAsync(run.Host, run.Journal, InjectorFixture.Cap, run.Time, new CancellationToken(canceled: true));

        Assert.Single(report.Failures);
        Assert.Single(run.Journal.Pending());
    }

    [Fact]
    public async Task Action_of_another_version_is_kept_and_told()
    {
        using var run = new InjectorFixture();
        run.Journal.Append("pause", await InstanceAsync(run, "order-service-1"));

        Assert.Equal(["order-service-1: this version cannot undo \"pause\". The journal keeps it."], (await HealAsync(run)).Failures);
        Assert.Single(run.Journal.Pending());
    }

    [Fact]
    public async Task Beside_an_action_of_another_version_the_known_one_is_undone()
    {
        using var run = new InjectorFixture();
        var other = run.Journal.Append("partition", await InstanceAsync(run, "order-service-1"), """{"chain":"FAULTLINE-7"}""");
        await LeaveDown(run, "order-service-1");

        var report = await HealAsync(run);

        Assert.Equal(["order-service-1 was started and is ready (0.0 s)."], report.Lines);
        Assert.Equal(["order-service-1: this version cannot undo \"partition\". The journal keeps it."], report.Failures);
        Assert.Equal([other], run.Journal.Pending());
    }

    [Fact]
    public async Task What_ran_at_the_start_and_stopped_is_started_and_what_still_runs_is_not_mentioned()
    {
        using var run = new InjectorFixture();
        await NoteRunningAsync(run);
        run.Host.Set(new InstanceId("order-service-2"), InstanceState.Exited);

        var report = await RestoreAsync(run);

        Assert.Equal(["order-service-2 was started and is ready (0.0 s)."], report.Lines);
        Assert.Empty(report.Failures);
        Assert.Equal(["start order-service-2"], run.Host.Calls);
        Assert.Empty(run.Journal.Pending());
    }

    [Theory]
    [InlineData(0, "order-service-1 was started, and has done its work and ended.", null)]
    [InlineData(3, null, "order-service-1 could not be started again within 10 s (it ends by itself).")]
    [InlineData(null, null, "order-service-1 could not be started again within 10 s (it ends by itself).")]
    public async Task What_ran_and_ends_by_itself_is_started_once_and_is_undone_only_without_an_error(int? exitCode, string? line, string? failure)
    {
        using var run = new InjectorFixture();
        await NoteRunningAsync(run);
        var once = new InstanceId("order-service-1");
        run.Host.Set(once, InstanceState.Exited, exitCode);
        run.Host.Ready = id =>
        {
            if (id == once) run.Host.Set(once, InstanceState.Exited, exitCode);
            return id != once;
        };

        var restoring = RestoreAsync(run);
        await PassAsync(run, restoring);

        var report = await restoring;
        Assert.Equal(line is null ? [] : [line], report.Lines);
        Assert.Equal(failure is null ? 0 : 1, report.Failures.Count(f => f.StartsWith(failure!, StringComparison.Ordinal)));
        Assert.Equal(["start order-service-1"], run.Host.Calls);
        Assert.Equal(failure is null ? 0 : 1, run.Journal.Pending().Count);
    }

    [Fact]
    public async Task What_ran_and_did_not_serve_before_is_only_asked_to_run()
    {
        using var run = new InjectorFixture();
        run.Host.Ready = id => id.Value != "order-service-1";
        await NoteRunningAsync(run);
        run.Host.Set(new InstanceId("order-service-1"), InstanceState.Exited);

        var restoring = RestoreAsync(run);
        await PassAsync(run, restoring);

        Assert.StartsWith("order-service-1 was started and runs, as it did before without being ready (", Assert.Single((await restoring).Lines), StringComparison.Ordinal);
        Assert.Empty(run.Journal.Pending());
    }

    [Fact]
    public async Task What_was_only_slow_to_answer_before_must_serve_again()
    {
        using var run = new InjectorFixture();
        var asked = 0;
        run.Host.Ready = id => id.Value != "order-service-1" || ++asked == 3;

        await NoteRunningAsync(run);

        Assert.All(run.Journal.Pending(), e => Assert.True(e.WasReady));
    }

    [Fact]
    public async Task What_was_killed_must_serve_though_it_did_not_before()
    {
        using var run = new InjectorFixture();
        run.Host.Ready = id => id.Value != "order-service-1";
        await NoteRunningAsync(run);
        await LeaveDown(run, "order-service-1");

        var healing = HealAsync(run);
        await PassAsync(run, healing);

        Assert.Single((await healing).Failures);
        Assert.Equal(["order-service-1", "order-service-1"], run.Journal.Pending().Select(e => e.Instance.Value));
    }

    [Fact]
    public async Task What_did_not_serve_before_and_ends_soon_after_its_start_stays_in_the_journal()
    {
        using var run = new InjectorFixture();
        run.Host.Ready = id => id.Value != "order-service-1";
        await NoteRunningAsync(run);
        run.Host.Set(new InstanceId("order-service-1"), InstanceState.Exited);

        var restoring = RestoreAsync(run);
        await run.Time.WaitedForAsync(InjectorFixture.ReadyPoll);
        run.Host.Set(new InstanceId("order-service-1"), InstanceState.Exited);
        await PassAsync(run, restoring);

        Assert.Single((await restoring).Failures);
        Assert.Equal(["order-service-1"], run.Journal.Pending().Select(e => e.Instance.Value));
    }

    [Fact]
    public async Task What_ran_and_serves_no_more_is_a_failure_though_nobody_stopped_it()
    {
        using var run = new InjectorFixture();
        await NoteRunningAsync(run);
        run.Host.Ready = id => id.Value != "order-service-1";

        var restoring = RestoreAsync(run);
        await PassAsync(run, restoring);

        Assert.Single((await restoring).Failures);
        Assert.Equal(["order-service-1"], run.Journal.Pending().Select(e => e.Instance.Value));
    }

    [Fact]
    public async Task What_was_down_before_the_start_stays_down()
    {
        using var run = new InjectorFixture();
        run.Host.Set(new InstanceId("order-service-2"), InstanceState.Exited);
        await NoteRunningAsync(run);

        Assert.Empty((await RestoreAsync(run)).Lines);
        Assert.Equal(["order-service-2"], run.Host.InState(InstanceState.Exited));
    }

    [Fact]
    public async Task An_instance_whose_kill_is_still_open_is_left_to_it()
    {
        using var run = new InjectorFixture();
        await NoteRunningAsync(run);
        await LeaveDown(run, "order-service-1");

        Assert.Empty((await RestoreAsync(run)).Lines);
        Assert.Equal(["order-service-1"], run.Host.InState(InstanceState.Exited));
        Assert.Equal(["order-service-1", "order-service-1"], run.Journal.Pending().Select(e => e.Instance.Value));
        Assert.Single((await HealAsync(run)).Lines);
    }

    [Fact]
    public async Task What_ran_and_is_not_there_any_more_stays_in_the_journal()
    {
        using var run = new InjectorFixture();
        await NoteRunningAsync(run);
        run.Host.Remove("order-service-1");

        var report = await RestoreAsync(run);

        Assert.Empty(report.Lines);
        Assert.Single(report.Failures);
        Assert.Equal(["order-service-1"], run.Journal.Pending().Select(e => e.Instance.Value));
    }

    [Fact]
    public async Task A_host_that_answers_again_within_the_limit_has_everything_back()
    {
        using var run = new InjectorFixture();
        await NoteRunningAsync(run);
        run.Host.Set(new InstanceId("order-service-1"), InstanceState.Exited);
        run.Host.Listing = () => throw new HostUnavailableException("cannot reach the engine");

        var restoring = RestoreAsync(run);
        await run.Time.WaitedForAsync(InjectorFixture.StartRetry);
        run.Host.Listing = () => Task.CompletedTask;
        run.Time.Advance(InjectorFixture.StartRetry);

        Assert.Equal("order-service-1 was started and is ready (0.3 s).", Assert.Single((await restoring).Lines));
        Assert.Empty(run.Journal.Pending());
    }

    private static Task<HealReport> RestoreAsync(InjectorFixture run) =>
        Healer.RestoreRunningAsync(run.Host, run.Journal, InjectorFixture.Cap, run.Time, CancellationToken.None);

    private static Task<HealReport> HealAsync(InjectorFixture run) =>
        Healer.HealAsync(run.Host, run.Journal, InjectorFixture.Cap, run.Time, CancellationToken.None);

    private static async Task NoteRunningAsync(InjectorFixture run)
    {
        var noting = Healer.NoteRunningAsync(run.Host, run.Journal, run.Time, CancellationToken.None);
        await PassAsync(run, noting);
        await noting;
    }

    private static async Task PassAsync(InjectorFixture run, Task until)
    {
        while (!until.IsCompleted)
        {
            run.Time.Advance(InjectorFixture.ReadyPoll);
            await Task.Yield();
        }
    }

    private static async Task LeaveDown(InjectorFixture run, params string[] instances)
    {
        foreach (var name in instances)
        {
            var instance = await InstanceAsync(run, name);
            run.Journal.Append("kill", instance);
            await run.Host.KillAsync(instance.Id, CancellationToken.None);
        }
    }

    private static async Task<ServiceInstance> InstanceAsync(InjectorFixture run, string name) =>
        (await run.Host.ListAsync(CancellationToken.None)).Single(i => i.Id.Value == name);
}
