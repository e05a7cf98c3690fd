using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Histories;
using Faultline.Hosting;
using Faultline.Tests.Faults;
using Faultline.Tests.Histories;

namespace Faultline.Tests.Experiments.Phases;

public sealed class LoadPhaseTests : IDisposable
{
    private RunFixture _run = new(RunFixture.KillAtOnce);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_load_hands_out_what_judging_needs_and_its_history_is_on_disk()
    {
        _run = Without(_run);

        var loaded = await _run.LoadAsync();

        Assert.Equal((3, 3), (loaded.Load.Totals.Ok, _run.Workload.Asked));
        Assert.Equal(new TransactionTotals(PurseWorkload.Kind, 3, 3, 0, 0), Assert.Single(_run.Findings.Transactions));
        Assert.Equal([0L, 1, 2], (await HistoryAsync()).Select(o => o.Id).Order());
        Assert.Same(loaded.Load, _run.Findings.Load);
        Assert.Same(loaded.Clock, _run.Findings.Clock);
        Assert.Equal((0, null, null), (loaded.OperationsLost, loaded.RestoredAt, _run.Findings.Interrupted));
        Assert.Empty(loaded.Faults);
        Assert.Null(_run.Findings.Recovery);
        Assert.Equal([RunPhase.Load], _run.Watcher.Phases);
    }

    [Fact]
    public async Task A_kill_takes_place_in_the_load_and_is_undone_after_it()
    {
        _run.KilledThen(() => { });

        var loaded = await _run.LoadAsync();

        await AssertHealedAsync(operations: 2);
        var fault = Assert.Single(loaded.Faults);
        Assert.Equal((RunFixture.Instance, true, null), (fault.Instance, fault.Delivered, fault.Error));
        Assert.NotNull(fault.ReadyAt);
        Assert.Equal(RunFixture.Instance, Assert.Single(_run.Findings.Recovery!).Fault.Instance);
        Assert.Equal([RunPhase.Load, RunPhase.Heal], _run.Watcher.Phases);
    }

    [Fact]
    public async Task Users_are_told_how_far_the_faults_are()
    {
        _run = With(_run, Rules.Kill(new TimeTrigger(0.015), [RunFixture.Service], duration: 60));
        _run.Workload.Iterating = async user =>
        {
            await _run.LookAsync();
            await _run.KilledAsync();
            await _run.LookAsync();
            user.Leave();
        };

        await _run.LoadAsync();

        Assert.Equal([FaultStage.Ahead, FaultStage.Standing], _run.Workload.Stages.Order());
    }

    [Fact]
    public async Task A_load_that_is_stopped_has_its_fault_undone_and_measured()
    {
        _run.KilledThen(_run.PressOnce);

        var loaded = await _run.LoadAsync();

        Assert.True(loaded.Load.Stopped);
        Assert.Equal("stopped by a signal after 0 of 3600 s", _run.Findings.Interrupted);
        Assert.NotNull(Assert.Single(_run.Findings.Recovery!).Fault.ReadyAt);
        await AssertHealedAsync(operations: 2);
    }

    [Fact]
    public async Task A_load_of_attempts_that_is_stopped_says_how_many_were_made()
    {
        _run.Experiment = _run.Experiment with { Attempts = 2_000 };
        _run.KilledThen(_run.PressOnce);

        await _run.LoadAsync();

        Assert.Equal("stopped by a signal after 2 of 2,000 attempts", _run.Findings.Interrupted);
        await _run.Watcher.Lines.ToldAsync("Load: 2,000 withdrawals, 1 at once, 1 fault planned");
    }

    [Fact]
    public async Task A_load_that_is_forced_to_end_has_its_fault_undone_and_what_was_in_flight_on_record()
    {
        var arrived = new TaskCompletionSource();
        _run.Workload.Answering = () =>
        {
            arrived.SetResult();
            return new TaskCompletionSource<string>().Task;
        };
        _run.Workload.Iterating = async user =>
        {
            await _run.KilledAsync();
            await _run.Workload.AskAsync(user);
        };

        var running = _run.LoadAsync();
        await arrived.Task;
        _run.PressTwice();

        // What is left to do is to measure the recovery, which a second Ctrl-C skips.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, _run.Findings.Load!.Totals.Unknown);
        Assert.Equal("stopped by a signal after 0 of 3600 s", _run.Findings.Interrupted);
        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Running));
        Assert.Equal(Outcome.Unknown, Assert.Single(await HistoryAsync()).Outcome);
    }

    [Fact]
    public async Task An_engine_that_throws_has_the_fault_undone_and_the_history_on_disk()
    {
        _run.KilledThen(() => throw new InvalidOperationException("the scenario is wrong"));

        Assert.Equal("the scenario is wrong", (await Assert.ThrowsAsync<InvalidOperationException>(_run.LoadAsync)).Message);
        await AssertHealedAsync(operations: 2);
        Assert.Null(_run.Findings.Load);
    }

    [Fact]
    public async Task An_observer_that_throws_has_the_fault_undone_and_the_history_on_disk()
    {
        _run.KilledThen(() => _run.Watcher.Observing = _ => throw new IOException("the terminal is gone"));

        await Assert.ThrowsAsync<IOException>(_run.LoadAsync);
        await AssertHealedAsync(operations: 2);
    }

    [Fact]
    public async Task Where_the_faults_come_first_the_first_request_meets_the_fault_and_the_load_waits_for_the_recovery()
    {
        var recovery = TimeSpan.FromSeconds(7);
        _run = With(_run, Rules.Kill(new TimeTrigger(0), [RunFixture.Service], duration: recovery.TotalSeconds));
        _run.Experiment = _run.Experiment with { FaultsFirst = true };
        string[] before = [];
        _run.Workload.Answering = () =>
        {
            if (before.Length == 0) before = [.. _run.Services.Calls];
            return Task.FromResult(_run.Workload.Take());
        };

        var running = _run.LoadAsync();
        await OperationSamples.HappensAsync(() => _run.Findings.Load is not null);

        Assert.Equal([$"kill {RunFixture.Instance}"], before);
        Assert.False(running.IsCompleted);
        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Exited));
        await _run.Time.PassAsync(recovery);
        Assert.Equal(recovery, Assert.Single((await running).Faults).HealedAt);
        await AssertHealedAsync(operations: 3);
    }

    [Fact]
    public async Task A_stop_before_the_faults_that_come_first_stand_sends_no_request()
    {
        _run.Experiment = _run.Experiment with { FaultsFirst = true };
        _run.Services.Killing = _ =>
        {
            _run.PressOnce();
            return Task.CompletedTask;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(_run.LoadAsync);

        Assert.Equal(0, _run.Workload.Asked);
        await AssertHealedAsync(operations: 0);
    }

    [Fact]
    public async Task What_becomes_due_once_the_load_is_stopped_is_not_done()
    {
        _run.Workload.Iterating = async user =>
        {
            await _run.Workload.AskAsync(user);
            _run.PressOnce();
        };

        var loaded = await _run.LoadAsync();

        Assert.Empty(_run.Services.Calls);
        Assert.Equal("the load ended before its threshold was reached", Assert.Single(loaded.Faults).Error);
    }

    [Fact]
    public async Task What_becomes_due_as_the_runtime_ends_is_not_done()
    {
        _run = With(_run, Rules.Kill(new TimeTrigger(3600), [RunFixture.Service]));
        _run.Workload.Iterating = async user =>
        {
            await _run.Workload.AskAsync(user);
            _run.Time.Advance(_run.Experiment.Load.Runtime);
        };

        var loaded = await _run.LoadAsync();

        Assert.False(loaded.Load.Stopped);
        Assert.Empty(_run.Services.Calls);
        Assert.Equal(TimeSpan.FromHours(1), loaded.EndedAt);
    }

    [Fact]
    public async Task A_stop_before_the_load_begins_sends_nothing_and_notes_nothing()
    {
        _run.PressOnce();

        await Assert.ThrowsAsync<OperationCanceledException>(_run.LoadAsync);

        Assert.Equal(0, _run.Workload.Asked);
        Assert.Null(_run.Findings.Clock);
        Assert.Empty(_run.Journal.Pending());
    }

    [Fact]
    public async Task What_asking_for_the_services_takes_is_none_of_the_loads_time()
    {
        _run.Services.Listing = () =>
        {
            if (_run.Findings.Clock is null) _run.Time.Advance(TimeSpan.FromSeconds(5));
            return Task.CompletedTask;
        };
        _run.KilledThen(() => { });

        await _run.LoadAsync();

        Assert.All(await HistoryAsync(), o => Assert.True(o.Completed < TimeSpan.FromSeconds(5), $"{o.Completed}"));
    }

    [Fact]
    public async Task Operations_that_could_not_be_recorded_are_counted_and_told()
    {
        _run = Without(_run);
        _run.Workload.Iterating = async user =>
        {
            for (var i = 0; i < 3; i++) await _run.Workload.AskAsync(user);
            Directory.Delete(_run.Folder.History, recursive: true);
            user.Leave();
        };

        var loaded = await _run.LoadAsync();

        Assert.Equal((3, 3), (loaded.OperationsLost, _run.Findings.OperationsLost));
        Assert.StartsWith("3 operations could not be recorded: ", Assert.Single(_run.Watcher.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_log_of_what_has_begun_can_be_made_that_is_told_once()
    {
        _run = Without(_run);
        Directory.CreateDirectory(Path.Combine(_run.Folder.History, IntentLog.FileName));

        await _run.LoadAsync();

        Assert.StartsWith("the log of what has begun could not be made, ", Assert.Single(_run.Watcher.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(_run.Watcher.Lines.All, line => line.Contains("for want of room", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Operations_that_the_log_of_what_has_begun_has_no_room_for_are_noted()
    {
        _run = Without(_run);
        _run.Workload.Iterating = async user =>
        {
            await _run.Workload.AskAsync(user);
            _run.Workload.Key = new string('k', 1 << 16);
            await _run.Workload.AskAsync(user);
            user.Leave();
        };

        await _run.LoadAsync();

        Assert.Contains(
            "1 of 2 operations were not on record before they were sent, for want of room: had the tool been killed then, those in flight would be in no history",
            _run.Watcher.Lines.All);
        Assert.Empty(_run.Watcher.Warnings);
    }

    [Fact]
    public async Task Each_kind_of_transaction_has_its_attempts_counted_also_one_that_nobody_asked_for()
    {
        using var other = new RunFixture();
        var workload = new PurseWorkload(other.Time) { TransactionKinds = [PurseWorkload.Kind, "give"] };
        using (workload)
        {
            await new LoadPhase(other.Context with { Workload = workload }, other.Folder, other.Watcher, other.Faults, other.Findings)
                .RunAsync(workload, other.Stop, other.Force);
        }

        Assert.Equal([new TransactionTotals(PurseWorkload.Kind, 3, 3, 0, 0), new TransactionTotals("give", 0, 0, 0, 0)], other.Findings.Transactions);
    }

    [Fact]
    public async Task What_is_planned_is_told_before_the_load()
    {
        _run.Experiment = _run.Experiment with { PlanNotes = ["The purse is killed at once."] };
        _run.KilledThen(() => { });

        await _run.LoadAsync();

        Assert.Equal(["The purse is killed at once."], _run.Watcher.Plan);
        Assert.Equal(["Load: 1 users over 3600 s, 1 fault planned", "plan: The purse is killed at once."], _run.Watcher.Lines.All.Take(2));
    }

    private async Task AssertHealedAsync(int operations)
    {
        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Running));
        Assert.Equal([$"kill {RunFixture.Instance}", $"start {RunFixture.Instance}"], _run.Services.Calls);
        Assert.Empty(_run.Faults.NotHealed);
        Assert.Empty(_run.Journal.Pending());
        Assert.Equal(operations, (await HistoryAsync()).Count);
    }

    private ValueTask<List<Operation>> HistoryAsync() => OperationSamples.ReadAsync(_run.Folder.History);

    private static RunFixture Without(RunFixture run) => With(run);

    private static RunFixture With(RunFixture run, params FaultRule[] rules)
    {
        run.Dispose();
        return new RunFixture(rules);
    }
}
