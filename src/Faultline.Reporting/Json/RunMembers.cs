namespace Faultline.Reporting.Json;

/// <summary>
/// The members of <c>run.json</c> that are read back. Any may be missing from a file that is damaged or of
/// another hand; those that are not named here are passed over.
/// </summary>
internal sealed record RunMembers(
    int? Schema,
    string? Name,
    string? Kind,
    string? Workload,
    DateTimeOffset? StartedAt,
    bool? Finished,
    string? Interrupted,
    string? Verdict,
    IReadOnlyList<string?>? Reasons,
    SystemMembers? System,
    LoadMembers? Load,
    IReadOnlyList<KindMembers?>? ByKind,
    IReadOnlyList<TransactionsMembers?>? Transactions,
    IReadOnlyList<FaultMembers?>? Faults,
    IReadOnlyList<RecoveryMembers?>? Recovery,
    SectionMembers? Section,
    WordsMembers? Words,
    AuditDocument? Audit,
    IReadOnlyDictionary<string, int>? AnomaliesByKind);

internal sealed record SystemMembers(string? Variant, string? Bug);

internal sealed record KindMembers(string? Kind, long? Scheduled, long? Sent, long? Ok, long? Failed, long? Unknown);

internal sealed record LoadMembers(int? Users);

internal sealed record FaultMembers(
    string? Action,
    string? Service,
    string? Instance,
    double? RecoveryTime,
    DateTimeOffset? InjectedAt,
    DateTimeOffset? DiedAt,
    DateTimeOffset? HealedAt,
    DateTimeOffset? ReadyAt,
    bool? Delivered,
    string? Error);

internal sealed record RecoveryMembers(
    string? Service,
    string? Instance,
    double? DowntimeSeconds,
    double? RestartSeconds,
    double? RecoveryFromInjectionSeconds,
    bool? NeverSteady,
    string? Unmeasured);
