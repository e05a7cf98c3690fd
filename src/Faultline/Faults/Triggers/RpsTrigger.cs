using Faultline.Histories;

namespace Faultline.Faults.Triggers;

/// <summary>Fires at a rate of operations completed, over a sliding window of one second.</summary>
/// <param name="Threshold">Operations per second.</param>
public sealed record RpsTrigger(double Threshold) : Trigger(Threshold)
{
    internal static TriggerKind Kind { get; } = new("rps", "requests per second", "requests completed in the last second", threshold => new RpsTrigger(threshold));

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <inheritdoc/>
    protected override string Unit => "requests/s";

    /// <inheritdoc/>
    public override double ValueIn(LoadSnapshot snapshot) => snapshot.RequestsPerSecond;
}
