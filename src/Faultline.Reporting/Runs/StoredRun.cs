using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Reporting.Runs;

/// <summary>A run as its folder tells it: what is needed to set it beside others.</summary>
public sealed record StoredRun
{
    /// <summary>
    /// The finished run in a folder, null where its <c>run.json</c> tells none; why it does not, in a sentence; and whether
    /// that is because the file is damaged, and not of a later version or of a run that is not finished.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="earlier">Reads the trade of a file of schema 1.</param>
    public static (StoredRun? Run, string? Problem, bool IsDamage) Read(string folder, EarlierSchema earlier) => RunReader.Read(folder, earlier);

    /// <summary>Full path of its folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of its folder.</summary>
    public string FolderName => Path.GetFileName(Folder);

    /// <summary>Name given by the user, or the kind.</summary>
    public required string Name { get; init; }

    /// <summary><c>stress</c> or <c>consistency</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Start of the load, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Why it ended before its time, or null.</summary>
    public string? Interrupted { get; init; }

    /// <summary>Name of the workload.</summary>
    public required string Workload { get; init; }

    /// <summary>What the trade calls things.</summary>
    public WorkloadWords Words { get; init; } = WorkloadWords.Plain;

    /// <summary>Which of its variants the system was, where that is known.</summary>
    public string? Variant { get; init; }

    /// <summary>The bug that it was given, or null.</summary>
    public string? Bug { get; init; }

    /// <summary>Virtual users at the peak.</summary>
    public int Users { get; init; }

    public required VerdictKind Verdict { get; init; }

    /// <summary>Why the verdict is what it is, in sentences.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Totals of the attempts at transactions, per kind of transaction.</summary>
    public required IReadOnlyList<TransactionTotals> Transactions { get; init; }

    /// <summary>Totals of the attempts at transactions of all kinds together.</summary>
    public TransactionTotals AllTransactions => TransactionTotals.Sum(Transactions);

    /// <summary>Totals per kind of operation; their rates and latencies are not read back.</summary>
    public IReadOnlyList<KindTotals> ByKind { get; init; } = [];

    /// <summary>Every fault that was planned, delivered or not.</summary>
    public IReadOnlyList<StoredFault> Faults { get; init; } = [];

    /// <summary>Figures that its workload tells beside; null where it has none.</summary>
    public WorkloadSection? Section { get; init; }

    /// <summary>Whether the books were audited: without that, no anomaly means nothing.</summary>
    public bool Audited { get; init; }

    /// <summary>Proved anomalies by kind, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> AnomaliesByKind { get; init; } = [];

    /// <summary>Proved anomalies of all kinds.</summary>
    public long Anomalies => AnomaliesByKind.Sum(kind => (long)kind.Value);

    /// <summary>Whether a page of its own lies in its folder.</summary>
    public bool HasPage { get; init; }
}

/// <summary>A fault of a stored run. What was not measured is null.</summary>
/// <param name="Action">What was done, for example <c>kill</c>.</param>
/// <param name="Service">The service it was done to.</param>
/// <param name="Instance">The instance, where one was chosen.</param>
/// <param name="Delivered">Whether it took place as planned.</param>
/// <param name="DowntimeSeconds">From the death of the instance to the instance ready again.</param>
/// <param name="SteadySeconds">From the death of the instance to the system steady again.</param>
/// <param name="Remark">Why it was not delivered or not measured, or null.</param>
public sealed record StoredFault(
    string Action,
    string Service,
    string? Instance,
    bool Delivered,
    double? DowntimeSeconds,
    double? SteadySeconds,
    string? Remark)
{
    /// <summary>From the start confirmed to the instance ready again.</summary>
    public double? RestartSeconds { get; init; }

    /// <summary>Whether the instance did not say it was ready again before the run ended.</summary>
    public bool NeverReady { get; init; }

    /// <summary>Whether the system could be judged and was not steady when the load ended.</summary>
    public bool NeverSteady { get; init; }

    /// <summary>Whether it was planned that the instance stays down until the load is over.</summary>
    public bool WasToStay { get; init; }

    /// <summary>
    /// Whether it tells of a recovery: it took place, and the instance was to come back while the load ran, or did not
    /// come back at all.
    /// </summary>
    public bool IsRecovery => Delivered && (!WasToStay || NeverReady);

    public string Target => Instance ?? Service;
}

/// <summary>A folder among the results that tells no run, and why, in a sentence.</summary>
public sealed record SkippedFolder(string Name, string Reason);
