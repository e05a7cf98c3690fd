using System.Text.Json.Serialization;

namespace Faultline.Reporting.Json;

internal sealed record AuditDocument(int Transactions, int Attempts, int Applied);

/// <summary>What unknown outcomes leave open; resolved and widest by sort of account.</summary>
internal sealed record BlindSpotDocument(
    int Unresolved,
    double Share,
    IReadOnlyDictionary<string, long> Widest,
    IReadOnlyDictionary<string, int> UnresolvedByAccount,
    IReadOnlyDictionary<string, int> ResolvedByAccount);

internal sealed record AnomalyDocument(
    string Kind,
    string Entity,
    string Expected,
    string Actual,
    IReadOnlyList<long> Operations,
    int OperationsTotal,
    bool Implicated,
    IReadOnlyList<string> Window)
{
    /// <summary>Of a transient: seconds from the last of its operations until it had come right.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? DurationSeconds { get; init; }
}

/// <summary>Reads of the load that no order in time explains; at most 100 of them are told, the longest out of date first.</summary>
internal sealed record WeakReadsDocument(long Judged, int Weak, double StalestSeconds, IReadOnlyList<WeakReadDocument> Examples);

internal sealed record WeakReadDocument(
    string Entity,
    long Value,
    long Least,
    long Most,
    long? Operation,
    double SentSeconds,
    double CompletedSeconds,
    double OutOfDateSeconds);

/// <summary>What a second audit of a stored run found, beside the verdict that <c>run.json</c> holds.</summary>
internal sealed record CheckDocument(
    int Schema,
    string Run,
    string Verdict,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<CheckResultDocument> Checks,
    string? Recorded,
    AuditDocument? Audit,
    BlindSpotDocument? BlindSpot,
    IReadOnlyDictionary<string, int> AnomaliesByKind,
    IReadOnlyList<AnomalyDocument> Anomalies,
    IReadOnlyList<AnomalyDocument> Transients,
    WeakReadsDocument? WeakReads,
    IReadOnlyList<string> Notes);

internal sealed record ConvergedDocument(
    double Seconds, int Sweeps, bool Reached, int Unreadable, int Read, int ReadAgain, double WaitedSeconds);
