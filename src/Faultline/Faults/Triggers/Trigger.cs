using System.Globalization;
using Faultline.Histories;

namespace Faultline.Faults.Triggers;

/// <summary>When a fault is due: a value of the load that is watched, and the threshold at which the fault takes place, once.</summary>
/// <remarks>To add one: a file with the class and its <see cref="TriggerKind"/>, and its line in <see cref="TriggerKind.All"/>.</remarks>
/// <param name="Threshold">The value at which it fires, once, in its own unit.</param>
public abstract record Trigger(double Threshold)
{
    /// <summary>Its name, as configurations and events write it.</summary>
    public abstract string Name { get; }

    /// <summary>Seconds of load before which it does not fire, so that there is something to compare with.</summary>
    public double NotBefore { get; init; }

    /// <summary>
    /// Seconds that must have passed since the trigger before it in the plan fired, so that one recovery is not another's baseline.
    /// </summary>
    public double AfterPrevious { get; init; }

    /// <summary>The threshold with its unit.</summary>
    public string ThresholdText => Measure(Threshold);

    /// <summary>Unit of the watched value, as it stands behind a number.</summary>
    protected abstract string Unit { get; }

    /// <summary>The watched value; not a number where there is none yet.</summary>
    public abstract double ValueIn(LoadSnapshot snapshot);

    /// <summary>
    /// Second of a load in which its threshold is reached: infinite where it never is, null where nobody knows beforehand.
    /// </summary>
    public virtual double? DueIn(PlannedLoad load) => null;

    /// <summary>Why the load ends before its threshold is reached, as half a sentence; asked only where that is known.</summary>
    public virtual string WhyNotDue(PlannedLoad load) => "its threshold is not reached before the load ends";

    /// <summary>A value with its unit.</summary>
    protected string Measure(double value) => $"{value.ToString("0.##", CultureInfo.InvariantCulture)} {Unit}";

    /// <summary>Whether nothing holds it back at this moment of the load but its threshold.</summary>
    /// <param name="elapsed">Time of the load.</param>
    /// <param name="previous">When the trigger before it fired; null where it did not, or there is none.</param>
    /// <param name="isFirst">Whether there is none.</param>
    internal bool MayFire(TimeSpan elapsed, TimeSpan? previous, bool isFirst) =>
        elapsed.TotalSeconds >= NotBefore
        && (AfterPrevious <= 0 || isFirst || (previous is { } fired && (elapsed - fired).TotalSeconds >= AfterPrevious));
}
