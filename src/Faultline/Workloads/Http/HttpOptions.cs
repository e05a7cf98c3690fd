namespace Faultline.Workloads.Http;

/// <summary>How a system of a model is run, beside what its model says.</summary>
internal sealed record HttpOptions
{
    /// <summary>How long the load is going to be.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time-out of a single request.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Seed of all random choices.</summary>
    public int Seed { get; init; } = 1;
}
