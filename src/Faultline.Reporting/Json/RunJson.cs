using System.Text.Json;
using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Storage;

namespace Faultline.Reporting.Json;

/// <summary>Writes <c>run.json</c>, schema 2: all that is known of a run but the single operations.</summary>
public static class RunJson
{
    /// <summary>The schema of <c>run.json</c> that is written here, and the last that is read.</summary>
    public const int Schema = 2;

    private const int WeakReadsShown = 100;

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(Run run, string path) => AtomicFile.Write(path, stream => Write(run, stream));

    /// <summary>Writes to a stream and leaves it open.</summary>
    public static void Write(Run run, Stream stream) =>
        JsonSerializer.Serialize(stream, Document(run), ReportJson.Run);

    private static RunDocument Document(Run run) => new(
        Schema,
        run.Id,
        run.Name,
        run.Kind,
        run.Workload,
        run.StartedAt,
        Finished: run.FinishedAt is not null,
        run.FinishedAt,
        run.Interrupted,
        VerdictText.Word(run.Verdict.Kind),
        run.Verdict.Reasons,
        [.. run.Verdict.Checks.Select(CheckResultDocument.Of)],
        System(run.System),
        Load(run.Load),
        Requests(run.Requests),
        [.. run.ByKind.Select(Kind)],
        [.. run.Transactions.Select(TradeJson.Transactions)],
        Coverage(run.Coverage),
        run.Plan,
        [.. run.Recovery.Select(recovery => FaultsJson.Fault(run, recovery))],
        [.. run.Recovery.Select(FaultsJson.Recovery)],
        run.Section is { } section ? TradeJson.Section(section) : null,
        run.Audit is { } audit ? Audit(audit) : null,
        run.Audit is { } judged ? BlindSpot(judged) : null,
        CountByKind(run.Audit?.Anomalies ?? []),
        [.. (run.Audit?.Anomalies ?? []).Select(Anomaly)],
        [.. (run.Audit?.Transients ?? []).Select(Anomaly)],
        run.Audit is { } read ? WeakReads(read) : null,
        Generator(run.Generator),
        run.Converged is { } rest ? new(rest.Seconds, rest.Sweeps, rest.Reached, rest.Unreadable, rest.Read, rest.ReadAgain, rest.WaitedSeconds) : null,
        [.. run.Failures.Select(f => new FailureDocument(f.Kind, VerdictText.Word(f.Outcome), f.Status, f.Answer, f.Count))],
        run.Warnings,
        run.Command,
        run.Versions,
        TradeJson.Words(run.Words));

    private static SystemDocument System(SystemUnderTest system) => new(
        system.Host,
        system.Project,
        system.Variant,
        system.Bug,
        [.. system.Services.Select(service => new ServiceDocument(service.Name, service.Instances))]);

    private static LoadDocument Load(LoadDescription load) =>
        new(
            load.Model, load.Users, load.SpawnRate, load.RuntimeSeconds, load.Seed, load.Population,
            load.Behaviour is { } behaviour ? new(behaviour.ShortestPause, behaviour.LongestPause) : null,
            load.Behaviour?.Mix);

    private static RequestsDocument Requests(RequestTotals r) =>
        new(r.Scheduled, r.Sent, r.Ok, r.Failed, r.Unknown, r.PerSecond, r.Answered, Latency(r.LatencyMs));

    private static KindDocument Kind(KindTotals kind)
    {
        var r = kind.Requests;
        return new(kind.Kind, r.Scheduled, r.Sent, r.Ok, r.Failed, r.Unknown, r.PerSecond, r.Answered, Latency(r.LatencyMs));
    }

    private static LatencyDocument Latency(Latency l) =>
        new(l.P50, l.P95, l.P99, l.P999, l.Max, LatencyText.Names(l.AtLeast));

    private static CoverageDocument Coverage(Coverage c) =>
        new(c.PopulationPlanned, c.PopulationMade, c.AttemptsPlanned, c.Attempts, c.Suffices);

    internal static AuditDocument Audit(AuditResult audit) => new(audit.Transactions, audit.Attempts, audit.Applied);

    internal static BlindSpotDocument BlindSpot(AuditResult audit) => new(
        audit.UnresolvedAttempts,
        audit.UnresolvedShare,
        audit.BlindSpots.ToDictionary(spot => spot.AccountKind, spot => spot.Widest),
        audit.BlindSpots.ToDictionary(spot => spot.AccountKind, spot => spot.Unresolved),
        audit.BlindSpots.ToDictionary(spot => spot.AccountKind, spot => spot.Resolved));

    internal static SortedDictionary<string, int> CountByKind(IReadOnlyList<Anomaly> anomalies) =>
        new(anomalies.CountBy(anomaly => anomaly.Kind).ToDictionary(), StringComparer.Ordinal);

    internal static AnomalyDocument Anomaly(Anomaly a) =>
        new(a.Kind, a.Entity, a.Expected, a.Actual, a.Operations, a.OperationsTotal, a.Implicated, a.Windows) { DurationSeconds = a.Duration?.TotalSeconds };

    internal static WeakReadsDocument WeakReads(AuditResult audit) => new(
        audit.ReadsJudged,
        audit.WeakReads.Count,
        ReadText.Stalest(audit).TotalSeconds,
        [.. audit.WeakReads.Take(WeakReadsShown).Select(r => new WeakReadDocument(
            r.Entity, r.Value, r.Least, r.Most, r.Operation < 0 ? null : r.Operation,
            r.Sent.TotalSeconds, r.Completed.TotalSeconds, r.OutOfDate.TotalSeconds))]);

    private static GeneratorDocument Generator(GeneratorHealth g) =>
        new(g.CpuPercent, g.LatenessP99Ms, g.LatenessMaxMs, g.Saturated, g.PeakMemoryMb);
}
