namespace Faultline.Reporting.Json;

internal sealed record TriggerDocument(string Type, double Threshold, double? Value);

internal sealed record FaultDocument(
    TriggerDocument Trigger,
    string Action,
    string Service,
    string? Instance,
    double RecoveryTime,
    DateTimeOffset? TriggeredAt,
    DateTimeOffset? CalledAt,
    DateTimeOffset? InjectedAt,
    DateTimeOffset? DiedAt,
    DateTimeOffset? FirstFailureAt,
    DateTimeOffset? HealedAt,
    DateTimeOffset? ReadyAt,
    DateTimeOffset? FirstSuccessAt,
    DateTimeOffset? SteadyAt,
    bool Delivered,
    string? Error);

internal sealed record RecoveryDocument(
    string Service,
    string? Instance,
    double? TriggerToCallMs,
    double? TimeToImpactSeconds,
    double? DowntimeSeconds,
    double? RestartSeconds,
    double? RecoveryFromInjectionSeconds,
    double? RecoveryFromHealSeconds,
    double? RequestsLost,
    double? RequestsRefused,
    double? DipDepth,
    bool NeverSteady,
    string? Unmeasured,
    IReadOnlyList<string> Overlaps);

internal sealed record FaultsDocument(
    int Schema,
    string Run,
    DateTimeOffset StartedAt,
    IReadOnlyList<FaultDocument> Faults);
