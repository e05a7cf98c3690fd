using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load;

namespace Faultline.Tests.Experiments.Phases;

public sealed class RunComposerTests : IDisposable
{
    private readonly RunFixture _run = new(RunFixture.KillAtOnce);

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_run_that_was_never_prepared_proves_nothing_and_names_no_population()
    {
        var run = _run.Composer.Compose(finished: false);

        Assert.Equal((_run.Folder.Id, "purse", "purse"), (run.Id, run.Name, run.Workload));
        Assert.Equal((_run.Time.GetUtcNow(), null), (run.StartedAt, run.FinishedAt));
        Assert.Equal(("none", 3600), (run.Load.Population, run.Load.RuntimeSeconds));
        Assert.Equal(Coverage.Unplanned, run.Coverage);
        Assert.Equal([new TransactionTotals(PurseWorkload.Kind, 0, 0, 0, 0)], run.Transactions);
        Assert.Equal((null, null, null), (run.Audit, run.Converged, run.Section));
        Assert.Equal(VerdictKind.Undetermined, run.Verdict.Kind);
        Assert.False(Assert.Single(run.Faults).Delivered);
        Assert.Equal(run.Faults, run.Recovery.Select(r => r.Fault));
    }

    [Fact]
    public void A_run_that_is_over_tells_when()
    {
        var begun = _run.Composer.Compose(finished: false).StartedAt;
        _run.Time.Advance(TimeSpan.FromSeconds(5));

        var run = _run.Composer.Compose(finished: true);

        Assert.Equal((begun, begun + TimeSpan.FromSeconds(5)), (run.StartedAt, run.FinishedAt));
    }

    [Fact]
    public void It_starts_when_its_load_does()
    {
        _ = _run.Composer;
        _run.Time.Advance(TimeSpan.FromSeconds(5));
        _run.Findings.Clock = new RunClock(_run.Time);

        Assert.Equal(_run.Time.GetUtcNow(), _run.Composer.Compose(finished: false).StartedAt);
    }

    [Fact]
    public void What_was_prepared_and_attempted_is_its_coverage()
    {
        _run.Findings.Prepared = _run.Workload;
        _run.Findings.Transactions = [new TransactionTotals("a", 7, 5, 1, 1), new TransactionTotals("b", 3, 3, 0, 0)];

        var run = _run.Composer.Compose(finished: true);

        Assert.Equal(_run.Workload.Coverage with { Attempts = 10 }, run.Coverage);
        Assert.Equal((10, 8), (run.AllTransactions.Attempted, _run.Composer.Conditions(finished: true).Succeeded));
        Assert.Equal("one purse", run.Load.Population);
    }

    [Fact]
    public void A_load_that_ends_with_its_users_is_as_long_as_it_took()
    {
        _run.Experiment = _run.Experiment with { Attempts = 3 };
        Assert.Equal(0, _run.Composer.Compose(finished: false).Load.RuntimeSeconds);
        var second = new TimelineSecond(0, 1, 3, 3, 0, 0, LatencyHistogram.Empty);
        _run.Findings.Load = new LoadResult(RequestTotals.None, [], GeneratorHealth.None, [second, second with { Second = 1 }], Stopped: false);

        Assert.Equal(2, _run.Composer.Compose(finished: true).Load.RuntimeSeconds);
    }

    [Fact]
    public void A_project_is_told_with_its_host_and_its_services()
    {
        _run.Experiment = _run.Experiment with { Bug = "double", Variant = "saga" };

        var system = _run.Composer.Compose(finished: true).System;

        Assert.Equal(("double", "purse", "saga", "double"), (system.Host, system.Project, system.Variant, system.Bug));
        Assert.Equal([new ServiceCount(RunFixture.Service, 1)], system.Services);
    }

    [Fact]
    public void Without_a_project_neither_host_nor_services_are_told()
    {
        _run.Experiment = _run.Experiment with { Project = "", Bug = "double" };

        var system = _run.Composer.Compose(finished: true).System;

        Assert.Equal(("none", "", "double"), (system.Host, system.Project, system.Bug));
        Assert.Empty(system.Services);
    }

    [Fact]
    public void A_project_that_nothing_here_runs_has_no_host()
    {
        using var run = new RunFixture { IsHostless = true };

        Assert.Equal(("none", "purse"), (run.Composer.Compose(finished: true).System.Host, run.Composer.Compose(finished: true).System.Project));
    }

    [Fact]
    public void What_is_known_to_be_wrong_is_among_the_conditions()
    {
        _run.Findings.OperationsLost = 2;
        _run.Findings.Interrupted = "stopped by a signal";
        _run.Findings.Convergence = new Convergence(1, 2, Reached: true, Unreadable: 4);

        var conditions = _run.Composer.Conditions(finished: false);

        Assert.Equal((false, "stopped by a signal", 2), (conditions.Finished, conditions.Interrupted, conditions.OperationsLost));
        Assert.Equal((true, 4), (conditions.Converged, conditions.UnreadableAccounts));
        Assert.Equal((1, 0, 0), (conditions.FaultsPlanned, conditions.FaultsDelivered, conditions.NotHealed));
    }

    [Fact]
    public void What_was_warned_of_is_told()
    {
        _run.Observers.Warned("the purse is thin");

        Assert.Equal(["the purse is thin"], _run.Composer.Compose(finished: true).Warnings);
    }
}
