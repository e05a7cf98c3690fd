using Faultline.Checking;
using Faultline.Configuration;
using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Faults.Triggers;
using Faultline.Hosting;
using Faultline.Hosting.State;
using Faultline.Tests.Faults;

namespace Faultline.Tests.Experiments.Phases;

public sealed class ExperimentRunnerTests : IDisposable
{
    private readonly RunFixture _run = new(RunFixture.KillAtOnce);

    public ExperimentRunnerTests() => _run.KilledThen(() => { });

    /// <summary>Folders of runs; <c>latest</c> is a link to one.</summary>
    private string[] Folders => Directory.Exists(_run.Experiment.OutputDirectory)
        ? [.. new DirectoryInfo(_run.Experiment.OutputDirectory).GetDirectories().Where(d => d.LinkTarget is null).Select(d => d.Name)]
        : [];

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_run_kills_restores_and_judges_and_leaves_the_system_free()
    {
        var finished = await RunAsync();

        Assert.Equal(VerdictKind.Consistent, finished.Run.Verdict.Kind);
        Assert.Equal([new ServiceCount(RunFixture.Service, 1)], finished.Run.System.Services);
        Assert.Equal([$"kill {RunFixture.Instance}", $"start {RunFixture.Instance}"], _run.Services.Calls);
        Assert.Equal([finished.Folder.Id], Folders);
        Assert.False(RunLock.IsHeld(_run.Services.System, _run.State));
        Assert.Empty(_run.Journal.Pending());
        Assert.Equal(RunPhase.Preflight, _run.Watcher.Phases.First());
    }

    [Fact]
    public async Task Warnings_of_the_preflight_and_of_the_experiment_are_in_the_result_and_in_the_log()
    {
        _run.Experiment = _run.Experiment with { Warnings = ["the purse is thin"], Command = "faultline run purse" };
        _run.Services.Add(new ServiceInstance(new ServiceName(RunFixture.Service), new InstanceId("purse-service-2"), InstanceState.Exited));

        var finished = await RunAsync();

        Assert.Equal(2, finished.Run.Warnings.Count);
        Assert.StartsWith("purse-service-2 is exited", finished.Run.Warnings[0], StringComparison.Ordinal);
        Assert.Equal("the purse is thin", finished.Run.Warnings[1]);
        Assert.Equal(finished.Run.Warnings, _run.Watcher.Warnings);
        var log = await File.ReadAllTextAsync(finished.Folder.File("run.log"), TestContext.Current.CancellationToken);
        Assert.Contains($"Z run {finished.Folder.Id}: faultline run purse", log, StringComparison.Ordinal);
        Assert.All(finished.Run.Warnings, w => Assert.Contains($"Z warning: {w}", log, StringComparison.Ordinal));
        Assert.Contains($"Z fault: killed {RunFixture.Instance}", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_does_not_fit_leaves_no_folder()
    {
        _run.Experiment = _run.Experiment with { Faults = new([Rules.Kill(new TimeTrigger(0), ["stranger"])]) };

        await AssertNothingLeftAsync<ConfigurationException>();
    }

    [Fact]
    public async Task A_system_that_is_busy_leaves_no_folder()
    {
        using var other = RunLock.Acquire(_run.Services.System, "faultline demo", _run.Time, _run.State);

        await AssertNothingLeftAsync<HostUnavailableException>();
    }

    [Fact]
    public async Task A_target_that_does_not_answer_leaves_no_folder()
    {
        _run.Workload.Checking = () => throw new TargetUnavailableException("it is closed");

        await AssertNothingLeftAsync<TargetUnavailableException>();
    }

    [Fact]
    public async Task A_system_that_cannot_be_prepared_leaves_no_folder()
    {
        _run.Workload.Preparing = () => throw new TargetUnavailableException("it is closed");

        await AssertNothingLeftAsync<TargetUnavailableException>();
    }

    [Fact]
    public async Task A_stop_before_it_begins_leaves_no_folder()
    {
        _run.PressOnce();

        await AssertNothingLeftAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_folder_of_results_that_was_there_before_stays()
    {
        Directory.CreateDirectory(_run.Experiment.OutputDirectory);
        _run.PressOnce();

        await AssertNothingLeftAsync<OperationCanceledException>();

        Assert.True(Directory.Exists(_run.Experiment.OutputDirectory));
    }

    [Fact]
    public async Task An_error_of_another_kind_keeps_the_folder()
    {
        _run.Workload.Preparing = () => throw new InvalidOperationException("no purse");

        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);

        Assert.Single(Folders);
    }

    [Fact]
    public async Task A_target_that_is_lost_after_the_load_keeps_the_folder_and_frees_the_system()
    {
        _run.Workload.Collecting = () => throw new TargetUnavailableException("it is closed");

        await Assert.ThrowsAsync<TargetUnavailableException>(RunAsync);

        Assert.Single(Folders);
        Assert.False(RunLock.IsHeld(_run.Services.System, _run.State));
        Assert.Equal([RunFixture.Instance], _run.Services.InState(InstanceState.Running));
    }

    private Task<FinishedRun> RunAsync() => _run.SettlingAsync(new ExperimentRunner(_run.Context).RunAsync(_run.Stop, _run.Force));

    private async Task AssertNothingLeftAsync<T>()
        where T : Exception
    {
        await Assert.ThrowsAnyAsync<T>(RunAsync);

        Assert.Empty(Folders);
        Assert.Empty(_run.Services.Calls);
        Assert.DoesNotContain(_run.Store.Saved, r => r.FinishedAt is not null);
    }
}
