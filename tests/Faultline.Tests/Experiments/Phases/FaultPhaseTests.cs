using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Hosting;

namespace Faultline.Tests.Experiments.Phases;

public sealed class FaultPhaseTests : IDisposable
{
    private readonly RunFixture _run = new(RunFixture.KillAtOnce);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Without_a_plan_nothing_is_noted_and_nothing_restored()
    {
        using var run = new RunFixture();

        await ArmAsync(run);
        run.Services.Set(new InstanceId(RunFixture.Instance), InstanceState.Exited);
        await run.Faults.HealAsync(run.Force);

        Assert.False(run.Faults.IsArmed);
        Assert.Empty(run.Faults.Events);
        Assert.Empty(run.Journal.Pending());
        Assert.Empty(run.Services.Calls);
        Assert.Empty(run.Watcher.Phases);
    }

    [Fact]
    public async Task Without_a_host_the_faults_stay_planned()
    {
        using var run = new RunFixture(RunFixture.KillAtOnce) { IsHostless = true };

        await ArmAsync(run);
        run.Faults.Observe(LoadSnapshot.Empty);
        await run.Faults.InjectedAsync(run.Stop);
        await run.Faults.RecoveredAsync(run.Stop);

        Assert.False(run.Faults.IsArmed);
        Assert.Equal(FaultStage.Ahead, run.Faults.Stage);
        Assert.Null(Assert.Single(run.Faults.Events).TriggeredAt);
    }

    [Fact]
    public async Task What_runs_is_noted_before_anything_is_done()
    {
        await ArmAsync(_run);

        var noted = Assert.Single(_run.Journal.Pending());
        Assert.Equal((RunFixture.Instance, false), (noted.Instance.Value, noted.IsFault));
        Assert.Equal(FaultStage.Ahead, _run.Faults.Stage);
    }

    [Fact]
    public async Task A_fault_that_fires_is_told_with_the_rules_that_still_wait()
    {
        using var run = new RunFixture(RunFixture.KillAtOnce, RunFixture.KillAtOnce with { Trigger = RunFixture.KillAtOnce.Trigger with { NotBefore = 60 } });

        await KillAsync(run);

        Assert.Equal([1], run.Watcher.Waiting);
        await run.Watcher.Lines.ToldAsync($"fault: killed {RunFixture.Instance}");
        await run.Faults.HealAsync(run.Force);
    }

    [Fact]
    public async Task Healing_twice_does_it_once()
    {
        await KillAsync(_run);

        await _run.Faults.HealAsync(_run.Force);
        await _run.Faults.HealAsync(_run.Force);

        Assert.Equal([RunPhase.Heal], _run.Watcher.Phases);
        Assert.Equal([$"kill {RunFixture.Instance}", $"start {RunFixture.Instance}"], _run.Services.Calls);
        Assert.Null(_run.Faults.RestoredAt);
        Assert.Empty(_run.Faults.NotHealed);
        Assert.Empty(_run.Watcher.Warnings);
    }

    [Fact]
    public async Task What_stopped_by_itself_is_started_and_told()
    {
        await ArmAsync(_run);
        _run.Services.Set(new InstanceId(RunFixture.Instance), InstanceState.Exited);
        _run.Time.Advance(TimeSpan.FromSeconds(4));

        await _run.Faults.HealAsync(_run.Force);

        Assert.Equal(TimeSpan.FromSeconds(4), _run.Faults.RestoredAt);
        Assert.Equal(
            [$"stopped during the run, and not by a planned fault: {RunFixture.Instance} was started and is ready (0.0 s)."], _run.Watcher.Warnings);
        Assert.Empty(_run.Faults.NotHealed);
    }

    [Fact]
    public async Task What_cannot_be_restored_is_kept_and_told()
    {
        await KillAsync(_run);
        _run.Services.Remove(RunFixture.Instance);

        await _run.Faults.HealAsync(_run.Force);

        Assert.Contains(RunFixture.Instance, Assert.Single(_run.Faults.NotHealed), StringComparison.Ordinal);
        Assert.Equal(_run.Faults.NotHealed, _run.Watcher.Warnings);
        Assert.Contains(_run.Journal.Pending(), e => e.IsFault);
    }

    [Fact]
    public async Task A_forced_end_skips_the_wait_for_readiness_and_not_the_start()
    {
        await KillAsync(_run);
        _run.Services.Ready = _ => false;
        _run.PressTwice();

        await _run.Faults.HealAsync(_run.Force);

        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Running));
        Assert.Single(_run.Faults.NotHealed);
    }

    [Fact]
    public async Task A_state_folder_that_is_lost_during_the_run_keeps_nothing_down()
    {
        await KillAsync(_run);
        Directory.Delete(_run.State.Root, recursive: true);
        await File.WriteAllTextAsync(_run.State.Root, "in its place", TestContext.Current.CancellationToken);

        await _run.Faults.HealAsync(_run.Force);

        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Running));
    }

    [Fact]
    public async Task A_view_that_throws_as_healing_begins_keeps_nothing_down()
    {
        await KillAsync(_run);
        _run.Watcher.Beginning = _ => throw new IOException("the terminal is gone");

        await Assert.ThrowsAsync<IOException>(() => _run.Faults.HealAsync(_run.Force));

        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Running));
        Assert.Empty(_run.Faults.NotHealed);
        // It is healed, so whoever makes sure of that is not told to again.
        await _run.Faults.HealAsync(_run.Force);
        Assert.Equal([RunPhase.Heal], _run.Watcher.Phases);
    }

    [Fact]
    public async Task What_a_host_says_is_kept_without_secrets()
    {
        _run.Services.Killing = _ => throw new HostUnavailableException("tcp://user:secret@engine does not answer", "");

        await KillAsync(_run);

        Assert.Equal("the kill failed: tcp://***@engine does not answer", Assert.Single(_run.Faults.Events).Error);
        await _run.Faults.HealAsync(_run.Force);
    }

    private static async Task ArmAsync(RunFixture run)
    {
        await run.Faults.NoteRunningAsync(run.Stop);
        run.Faults.Arm(new RunClock(run.Time));
    }

    private static async Task KillAsync(RunFixture run)
    {
        await ArmAsync(run);
        run.Faults.Observe(LoadSnapshot.Empty);
        await run.Faults.InjectedAsync(run.Stop);
    }
}
