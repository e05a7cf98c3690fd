namespace Faultline.Reporting.Json;

internal sealed record SystemDocument(
    string Host,
    string Project,
    string? Variant,
    string? Bug,
    IReadOnlyList<ServiceDocument> Services);

internal sealed record ServiceDocument(string Name, int Instances);

internal sealed record LoadDocument(
    string Model,
    int Users,
    double SpawnRate,
    double RuntimeSeconds,
    int Seed,
    string Population,
    PauseDocument? PauseSeconds,
    IReadOnlyDictionary<string, int>? MixPercent);

internal sealed record PauseDocument(double Shortest, double Longest);

/// <summary>In milliseconds; <see cref="AtLeast"/> names the percentiles that are only lower bounds.</summary>
internal sealed record LatencyDocument(double P50, double P95, double P99, double P999, double Max, IReadOnlyList<string> AtLeast);

internal sealed record RequestsDocument(
    long Scheduled,
    long Sent,
    long Ok,
    long Failed,
    long Unknown,
    double PerSecond,
    long Answered,
    LatencyDocument LatencyMs);

internal sealed record KindDocument(
    string Kind,
    long Scheduled,
    long Sent,
    long Ok,
    long Failed,
    long Unknown,
    double PerSecond,
    long Answered,
    LatencyDocument LatencyMs);

internal sealed record CoverageDocument(
    long PopulationPlanned,
    long PopulationMade,
    long AttemptsPlanned,
    long Attempts,
    bool Suffices);

internal sealed record GeneratorDocument(
    double CpuPercent,
    double LatenessMs,
    double LatenessMaxMs,
    bool Saturated,
    double PeakMemoryMb);

internal sealed record FailureDocument(string Kind, string Outcome, int Status, string Answer, long Count);
