using System.Globalization;
using Faultline.Faults.Triggers;

namespace Faultline.Faults;

/// <summary>When a rule of a plan fires in a load, as far as anybody knows before it. Times are seconds of the load.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Due">When its trigger's own threshold is reached; infinite where it never is, null where nobody knows beforehand.</param>
/// <param name="Earliest">Before this it does not fire.</param>
/// <param name="IsKnown">Whether it fires just then, and not at some time after it.</param>
/// <param name="Fires">Whether that is before the load ends.</param>
public sealed record PlannedFiring(FaultRule Rule, double? Due, double Earliest, bool IsKnown, bool Fires)
{
    /// <summary>What is done when, for a line.</summary>
    public string Text => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rule.Action.Name} {Rule.Target.Count} of {Rule.Target.Text} at {Rule.Trigger.ThresholdText}{(Earliest > (Due ?? 0) ? $", not before {PlanNotes.Seconds(Earliest)} of load" : "")}");

    /// <summary>
    /// The one of those that have not fired which comes next; null where none does. A rate, of which nobody knows when it is
    /// reached, comes behind those that are known.
    /// </summary>
    /// <param name="firings">All of a plan.</param>
    /// <param name="waiting">Places in the plan of those that have not fired.</param>
    public static PlannedFiring? Next(IReadOnlyList<PlannedFiring> firings, IReadOnlyList<int> waiting) =>
        waiting.Select(i => firings[i]).Where(f => f.Fires).OrderBy(f => !f.IsKnown).ThenBy(f => f.Earliest).FirstOrDefault();

    /// <summary>One for each rule of a plan, in its order.</summary>
    internal static IReadOnlyList<PlannedFiring> Of(FaultPlan plan, PlannedLoad load)
    {
        var firings = new List<PlannedFiring>();
        foreach (var rule in plan.Rules)
        {
            var trigger = rule.Trigger;
            var due = trigger.DueIn(load);
            var previous = trigger.AfterPrevious > 0 ? firings.LastOrDefault() : null;
            var after = previous is null ? 0 : previous.Fires ? previous.Earliest + trigger.AfterPrevious : double.PositiveInfinity;
            var earliest = Math.Max(due ?? 0, Math.Max(trigger.NotBefore, after));
            firings.Add(new PlannedFiring(
                rule, due, earliest, IsKnown: due is not null && previous?.IsKnown != false, Fires: earliest < load.Runtime.TotalSeconds));
        }

        return firings;
    }
}
