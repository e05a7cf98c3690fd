using System.Globalization;
using Faultline.Configuration;
using Faultline.Histories;

namespace Faultline.Faults.Triggers;

/// <summary>Fires at a number of virtual users started so far.</summary>
/// <param name="Threshold">The number of users.</param>
public sealed record UsersTrigger(double Threshold) : Trigger(Threshold)
{
    internal static TriggerKind Kind { get; } = new("users", "users", "virtual users reached", threshold => new UsersTrigger(threshold))
    {
        Share = (percent, users, _) => ShareText.Of(percent, users),
    };

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    /// <inheritdoc/>
    protected override string Unit => "users";

    /// <inheritdoc/>
    public override double ValueIn(LoadSnapshot snapshot) => snapshot.Users;

    /// <inheritdoc/>
    public override double? DueIn(PlannedLoad load) =>
        Threshold > load.Users ? double.PositiveInfinity : load.Reached((int)Math.Ceiling(Threshold))?.TotalSeconds ?? double.PositiveInfinity;

    /// <inheritdoc/>
    public override string WhyNotDue(PlannedLoad load) => Threshold > load.Users
        ? $"the load has {Measure(load.Users)}"
        : string.Create(CultureInfo.InvariantCulture, $"{load.Started:N0} of {load.Users:N0} users have started when the load ends");
}
