namespace Faultline.Reporting.Json;

/// <summary>What <c>report</c> tells programs: the runs it found, with the members of <c>run.json</c>, and what it wrote.</summary>
internal sealed record RunsDocument(
    int Schema,
    IReadOnlyList<ListedRunDocument> Runs,
    IReadOnlyList<SkippedDocument> Skipped,
    IReadOnlyList<string> Files);

internal sealed record ListedRunDocument(
    string Id,
    string Name,
    string Kind,
    string Scenario,
    DateTimeOffset StartedAt,
    string Verdict,
    IReadOnlyDictionary<string, int> AnomaliesByKind,
    string Workload,
    IReadOnlyList<TransactionsDocument> Transactions);

internal sealed record SkippedDocument(string Folder, string Reason);
