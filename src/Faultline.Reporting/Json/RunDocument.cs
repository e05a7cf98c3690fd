namespace Faultline.Reporting.Json;

/// <summary>
/// <c>run.json</c>, schema 2, member for member. Apart from the model on purpose: renaming a property of the model
/// must not rename a member that other programs read.
/// </summary>
internal sealed record RunDocument(
    int Schema,
    string Id,
    string Name,
    string Kind,
    string Workload,
    DateTimeOffset StartedAt,
    bool Finished,
    DateTimeOffset? FinishedAt,
    string? Interrupted,
    string Verdict,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<CheckResultDocument> Checks,
    SystemDocument System,
    LoadDocument Load,
    RequestsDocument Requests,
    IReadOnlyList<KindDocument> ByKind,
    IReadOnlyList<TransactionsDocument> Transactions,
    CoverageDocument Coverage,
    IReadOnlyList<string> Plan,
    IReadOnlyList<FaultDocument> Faults,
    IReadOnlyList<RecoveryDocument> Recovery,
    SectionDocument? Section,
    AuditDocument? Audit,
    BlindSpotDocument? BlindSpot,
    IReadOnlyDictionary<string, int> AnomaliesByKind,
    IReadOnlyList<AnomalyDocument> Anomalies,
    IReadOnlyList<AnomalyDocument> Transients,
    WeakReadsDocument? WeakReads,
    GeneratorDocument Generator,
    ConvergedDocument? Converged,
    IReadOnlyList<FailureDocument> Failures,
    IReadOnlyList<string> Warnings,
    string Command,
    string Versions,
    WordsDocument Words);
