using Faultline.Checking;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Recovery;

namespace Faultline.Experiments.Phases;

/// <summary>Makes the result of a run of what its phases have found so far.</summary>
internal sealed class RunComposer(
    RunContext context, RunFolder folder, Observers observers, IReadOnlyList<ServiceCount> services, RunFindings findings, FaultPhase faults)
{
    private readonly Experiment _experiment = context.Experiment;
    private readonly IWorkload _workload = context.Workload;
    private readonly DateTimeOffset _created = context.Time.GetUtcNow();

    // Taken once: the result is composed for its files and again for whoever waits for it, and is one result.
    private DateTimeOffset? _finished;

    private Coverage Covered => (findings.Prepared?.Coverage ?? Coverage.Unplanned) with { Attempts = findings.AllTransactions.Attempted };

    /// <summary>The result as of now.</summary>
    /// <param name="finished">Whether the run ends here.</param>
    public Run Compose(bool finished)
    {
        var load = findings.Load;
        var events = faults.Events;
        return new Run
        {
            Id = folder.Id,
            Name = _experiment.Name,
            Kind = _experiment.Kind,
            StartedAt = findings.Clock?.StartedAt ?? _created,
            FinishedAt = finished ? _finished ??= context.Time.GetUtcNow() : null,
            Interrupted = findings.Interrupted,
            System = SystemUnderTest(),
            Load = LoadOf(load),
            Requests = load?.Totals ?? RequestTotals.None,
            ByKind = load?.ByKind ?? [],
            Workload = _workload.Profile.Name,
            Words = _workload.Profile.Words,
            Transactions = [.. findings.Transactions.Select(t => t with { Repeat = findings.Loaded?.RepeatOf(t.Kind) })],
            Coverage = Covered,
            Plan = _experiment.AllPlanNotes,
            Faults = events,
            Recovery = findings.Recovery ?? [.. events.Select(FaultRecovery.Of)],
            Section = findings.Section,
            Audit = findings.Audit,
            Verdict = Verdict.Judge(findings.Audit, Conditions(finished, events)),
            Generator = load?.Generator ?? GeneratorHealth.None,
            Converged = findings.Convergence,
            Timeline = load?.Timeline ?? [],
            Evidence = findings.Evidence,
            Failures = findings.Failures,
            Warnings = observers.Warnings,
            Command = _experiment.Command,
            Versions = _experiment.Versions,
        };
    }

    /// <summary>How the run went, as far as it is known.</summary>
    /// <param name="finished">Whether it comes to its end.</param>
    public RunConditions Conditions(bool finished) => Conditions(finished, faults.Events);

    private RunConditions Conditions(bool finished, IReadOnlyList<FaultEvent> events) => new()
    {
        Finished = finished,
        Interrupted = findings.Interrupted,
        Converged = findings.Convergence?.Reached ?? false,
        UnreadableAccounts = findings.Convergence?.Unreadable ?? 0,
        Succeeded = findings.AllTransactions.Succeeded,
        SucceededByKind = [.. findings.Transactions.Select(t => new KindAttempts(t.Kind, t.Attempted, t.Succeeded))],
        FaultsPlanned = events.Count,
        FaultsDelivered = events.Count(e => e.Delivered),
        NotHealed = faults.NotHealed.Count,
        OperationsLost = findings.OperationsLost,
        Coverage = Covered,
        MaxBlindSpot = _experiment.MaxBlindSpot,
    };

    private SystemUnderTest SystemUnderTest() => _experiment.Project.Length == 0
        ? new SystemUnderTest("none", "", []) { Variant = _experiment.Variant, Bug = _experiment.Bug }
        : new SystemUnderTest(context.Host?.Kind ?? "none", _experiment.Project, services) { Variant = _experiment.Variant, Bug = _experiment.Bug };

    private LoadDescription LoadOf(LoadResult? load) => new(
        _experiment.Load.Model.Name,
        _experiment.Load.Users,
        _experiment.Load.Model.SpawnRate,
        _experiment.EndsWithUsers ? load?.Timeline.Count ?? 0 : _experiment.Load.Runtime.TotalSeconds,
        _experiment.Load.Seed,
        findings.Prepared?.Population ?? "none")
    {
        Behaviour = _workload.Behaviour,
    };
}
