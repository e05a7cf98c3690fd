using Faultline.Histories;

namespace Faultline.Faults.Triggers;

/// <summary>Fires at a time since the start of the load.</summary>
/// <param name="Threshold">Seconds.</param>
public sealed record TimeTrigger(double Threshold) : Trigger(Threshold)
{
    internal static TriggerKind Kind { get; } = new("time", "seconds", "seconds since the start of the load", threshold => new TimeTrigger(threshold))
    {
        Share = (percent, _, runtime) => runtime.TotalSeconds * percent / 100,
    };

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <inheritdoc/>
    protected override string Unit => "s";

    /// <inheritdoc/>
    public override double ValueIn(LoadSnapshot snapshot) => snapshot.Elapsed.TotalSeconds;

    /// <inheritdoc/>
    public override double? DueIn(PlannedLoad load) => Threshold;

    /// <inheritdoc/>
    public override string WhyNotDue(PlannedLoad load) => $"the load ends after {Measure(load.Runtime.TotalSeconds)}";
}
