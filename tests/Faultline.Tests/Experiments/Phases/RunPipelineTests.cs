using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Hosting;
using Faultline.Tests.Faults;

namespace Faultline.Tests.Experiments.Phases;

public sealed class RunPipelineTests : IDisposable
{
    private readonly RunFixture _run = new(RunFixture.KillAtOnce);
    private RunPipeline? _pipeline;

    public RunPipelineTests() => _run.KilledThen(() => { });

    private RunPipeline Pipeline => _pipeline ??= new RunPipeline(_run.Context, _run.Folder, _run.Observers, [new ServiceCount(RunFixture.Service, 1)]);

    private Run LastSaved => _run.Store.Saved.Last();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_run_goes_through_its_phases_and_ends_with_a_verdict()
    {
        var finished = await RunAsync();

        Assert.Equal(VerdictKind.Consistent, finished.Run.Verdict.Kind);
        Assert.Null(finished.Run.Interrupted);
        Assert.Equal((2, 2), (finished.Run.AllTransactions.Attempted, finished.Run.Audit!.Attempts));
        Assert.Equal(Faultline.Auditing.RepeatRule.AppliesAgain, finished.Run.Transactions[0].Repeat);
        Assert.Equal(
            [RunPhase.Populate, RunPhase.Load, RunPhase.Heal, RunPhase.Settle, RunPhase.Audit, RunPhase.Report], _run.Watcher.Phases.Distinct());
        Assert.True(RunSeal.Verify(_run.Folder.Path, TestContext.Current.CancellationToken));
        Assert.Equal(_run.Folder.Id, new FileInfo(Path.Combine(_run.Experiment.OutputDirectory, "latest")).LinkTarget);
    }

    [Fact]
    public async Task Its_files_are_written_as_it_begins_after_the_load_and_at_the_end()
    {
        await RunAsync();

        Assert.Equal(
            [(false, 0L, false), (false, 2L, false), (true, 2L, true)],
            _run.Store.Saved.Select(r => (r.FinishedAt is not null, r.AllTransactions.Attempted, r.Audit is not null)));
    }

    [Theory]
    [InlineData(RunPhase.Populate, "none")]
    [InlineData(RunPhase.Load, "one purse")]
    public async Task A_stop_before_the_load_ends_a_run_that_has_not_begun(RunPhase phase, string population)
    {
        In(phase, _run.PressOnce);

        var run = (await RunAsync()).Run;

        Assert.False(Pipeline.HasBegun);
        AssertInterrupted(run, "stopped by a signal");
        Assert.Equal((population, 0), (run.Load.Population, run.AllTransactions.Attempted));
        Assert.Empty(_run.Services.Calls);
        Assert.Equal(0, _run.Workload.Asked);
    }

    [Fact]
    public async Task A_stop_in_the_load_judges_what_there_is_by_then()
    {
        _run.KilledThen(_run.PressOnce);

        var run = (await RunAsync()).Run;

        Assert.True(Pipeline.HasBegun);
        AssertInterrupted(run, "stopped by a signal after 0 of 3600 s");
        Assert.Contains("Up to then all balances agree with the answers to 2 attempts.", run.Verdict.Reasons);
        Assert.NotNull(Assert.Single(run.Recovery).Fault.ReadyAt);
    }

    [Theory]
    [InlineData(RunPhase.Heal)]
    [InlineData(RunPhase.Settle)]
    [InlineData(RunPhase.Audit)]
    [InlineData(RunPhase.Report)]
    public async Task A_stop_after_the_load_has_nothing_to_stop(RunPhase phase)
    {
        In(phase, _run.PressOnce);

        var run = (await RunAsync()).Run;

        Assert.Equal((VerdictKind.Consistent, null), (run.Verdict.Kind, run.Interrupted));
    }

    [Fact]
    public async Task A_second_signal_as_the_faults_are_undone_starts_what_is_down_and_judges_nothing()
    {
        _run.Services.Ready = _ => !_run.Force.IsCancellationRequested;
        In(RunPhase.Heal, _run.PressTwice);

        var run = (await RunAsync()).Run;

        AssertInterrupted(run, "stopped by a signal, and its books were not judged");
        Assert.Contains("1 fault was not healed.", run.Verdict.Reasons);
        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Running));
        Assert.Equal(2, run.AllTransactions.Attempted);
    }

    [Fact]
    public async Task A_second_signal_as_the_books_are_read_keeps_the_load_and_judges_nothing()
    {
        In(RunPhase.Settle, _run.PressTwice);

        var run = (await RunAsync()).Run;

        AssertInterrupted(run, "stopped by a signal, and its books were not judged");
        Assert.Equal((2, null), (run.AllTransactions.Attempted, run.Audit));
        Assert.True(Assert.Single(run.Faults).Delivered);
    }

    [Fact]
    public async Task A_second_signal_after_a_stop_in_the_load_says_both()
    {
        _run.KilledThen(_run.PressOnce);
        In(RunPhase.Settle, _run.PressTwice);

        AssertInterrupted((await RunAsync()).Run, "stopped by a signal after 0 of 3600 s, and its books were not judged");
    }

    [Fact]
    public async Task Two_signals_as_the_results_are_written_change_nothing()
    {
        In(RunPhase.Report, _run.PressTwice);

        Assert.Equal(VerdictKind.Consistent, (await RunAsync()).Run.Verdict.Kind);
    }

    [Fact]
    public async Task An_error_in_the_load_is_passed_on_with_everything_restored_and_what_was_found_kept()
    {
        _run.KilledThen(() => throw new InvalidOperationException("http://user:secret@shop is no purse"));

        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);

        AssertInterrupted(LastSaved, "ended by an error: http://***@shop is no purse");
        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Running));
        Assert.NotNull(Assert.Single(LastSaved.Faults).ReadyAt);
        Assert.Equal(RunPhase.Report, _run.Watcher.Phases.Last());
    }

    [Fact]
    public async Task A_target_that_is_lost_after_the_load_is_an_error_with_the_load_kept()
    {
        _run.Workload.Collecting = () => throw new TargetUnavailableException("it is closed");

        await Assert.ThrowsAsync<TargetUnavailableException>(RunAsync);

        AssertInterrupted(LastSaved, "ended by an error: it is closed");
        Assert.Equal(2, LastSaved.AllTransactions.Attempted);
    }

    [Fact]
    public async Task Memory_that_does_not_suffice_is_told_in_words()
    {
        _run.Workload.Collecting = () => throw new InsufficientMemoryException();

        await Assert.ThrowsAsync<InsufficientMemoryException>(RunAsync);

        AssertInterrupted(LastSaved, "ended by an error: there was not enough memory");
    }

    [Fact]
    public async Task A_system_that_cannot_be_prepared_leaves_nothing_to_keep()
    {
        _run.Workload.Preparing = () => throw new TargetUnavailableException("it is closed");

        await Assert.ThrowsAsync<TargetUnavailableException>(RunAsync);

        Assert.False(Pipeline.HasBegun);
        Assert.DoesNotContain(RunPhase.Report, _run.Watcher.Phases);
    }

    [Fact]
    public async Task An_error_as_it_is_prepared_is_kept_and_passed_on()
    {
        _run.Workload.Preparing = () => throw new InvalidOperationException("no purse");

        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);

        AssertInterrupted(LastSaved, "ended by an error: no purse");
    }

    [Fact]
    public async Task Results_that_cannot_be_written_are_a_warning_and_the_result_is_told()
    {
        _run.Store.Saving = run =>
        {
            if (run.FinishedAt is not null) throw new IOException("the disk is full");
        };

        var run = (await RunAsync()).Run;

        Assert.Equal(VerdictKind.Consistent, run.Verdict.Kind);
        Assert.Equal([$"the results could not be written to {_run.Folder.Path}: the disk is full"], run.Warnings);
    }

    [Fact]
    public async Task What_keeps_the_state_after_the_load_from_being_written_does_not_keep_the_result_from_it()
    {
        _run.Store.Saving = run =>
        {
            if (run is { FinishedAt: null, AllTransactions.Attempted: > 0 }) throw new InvalidOperationException("not now");
        };

        await RunAsync();

        Assert.Equal((VerdictKind.Consistent, 2), (LastSaved.Verdict.Kind, _run.Store.Saved.Count));
    }

    [Fact]
    public async Task A_fault_whose_undo_throws_is_told_in_a_result_that_is_kept()
    {
        using var run = new RunFixture(RunFixture.KillAtOnce with { Action = new WrongUndo() });
        run.KilledThen(() => { });
        var pipeline = new RunPipeline(run.Context, run.Folder, run.Observers, [new ServiceCount(RunFixture.Service, 1)]);

        var finished = await run.SettlingAsync(pipeline.RunAsync(run.Stop, run.Force));

        Assert.Equal(VerdictKind.Undetermined, finished.Run.Verdict.Kind);
        Assert.Contains("1 fault was not healed.", run.Store.Saved.Last().Verdict.Reasons);
        Assert.Contains("its data is damaged", Assert.Single(run.Watcher.Warnings), StringComparison.Ordinal);
        Assert.True(RunSeal.Verify(run.Folder.Path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(RunPhase.Heal)]
    [InlineData(RunPhase.Report)]
    public async Task A_view_that_throws_at_the_end_leaves_nothing_down_and_the_result_kept(RunPhase phase)
    {
        In(phase, () => throw new IOException("the terminal is gone"));

        await Assert.ThrowsAsync<IOException>(RunAsync);

        AssertInterrupted(LastSaved, "ended by an error: the terminal is gone");
        Assert.Equal(2, LastSaved.AllTransactions.Attempted);
        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Running));
        Assert.Empty(_run.Journal.Pending());
        Assert.True(RunSeal.Verify(_run.Folder.Path, TestContext.Current.CancellationToken));
    }

    private Task<FinishedRun> RunAsync() => _run.SettlingAsync(Pipeline.RunAsync(_run.Stop, _run.Force));

    private void In(RunPhase phase, Action act) => _run.Watcher.Beginning = begun =>
    {
        if (begun == phase) act();
    };

    private void AssertInterrupted(Run run, string why)
    {
        Assert.Equal((why, VerdictKind.Undetermined), (run.Interrupted, run.Verdict.Kind));
        Assert.Contains($"The run was interrupted ({why}).", run.Verdict.Reasons);
        Assert.NotNull(run.FinishedAt);
        // What is told and what is stored are one result.
        Assert.Equal((why, run.FinishedAt), (LastSaved.Interrupted, LastSaved.FinishedAt));
    }
}
