using System.Globalization;
using Faultline.Faults.Triggers;

namespace Faultline.Faults;

/// <summary>What a plan does otherwise than its thresholds alone say, in sentences to be read before the load.</summary>
internal static class PlanNotes
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

    /// <summary>A sentence for each rule that fires later than its threshold is reached.</summary>
    public static IReadOnlyList<string> Waits(FaultPlan plan, PlannedLoad load) =>
    [
        .. PlannedFiring.Of(plan, load).Index().Where(f => f.Item is { Fires: true, IsKnown: true } && f.Item.Earliest > f.Item.Due).Select(f =>
        {
            var (rule, trigger, earliest) = (f.Item.Rule, f.Item.Rule.Trigger, f.Item.Earliest);
            var why = earliest == trigger.NotBefore
                ? $"after {Seconds(trigger.NotBefore)} of load at the earliest"
                : $"{Seconds(trigger.AfterPrevious)} after the one before it at the earliest";
            return $"The {Ordinal(f.Index)} {rule.Action.Name} ({rule.Target.Text}) will wait until {Seconds(earliest)}: {trigger.ThresholdText} are reached at {Seconds(f.Item.Due!.Value)}, and it comes {why}.";
        }),
    ];

    /// <summary>A warning for each rule that does not fire before the load ends.</summary>
    public static IReadOnlyList<string> Unreachable(FaultPlan plan, PlannedLoad load)
    {
        var firings = PlannedFiring.Of(plan, load);
        return
        [
            .. firings.Index().Where(f => !f.Item.Fires).Select(f =>
            {
                var rule = f.Item.Rule;
                var where = rule.Place is { } place ? $"{plan.Origin}:{place.Line}: " : "";
                return $"{where}the trigger at {rule.Trigger.ThresholdText} ({rule.Target.Text}) will not fire: {Reason(f.Item, firings.ElementAtOrDefault(f.Index - 1), plan, load)}.";
            }),
        ];
    }

    public static string Seconds(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + " s";

    private static string Reason(PlannedFiring firing, PlannedFiring? previous, FaultPlan plan, PlannedLoad load)
    {
        var (trigger, end) = (firing.Rule.Trigger, load.Runtime.TotalSeconds);
        if (firing.Due >= end)
        {
            var instead = firing.Due == double.PositiveInfinity && plan.Origin is not null
                ? $". Without {Path.GetFileName(plan.Origin)}, the triggers follow the number of users"
                : "";
            return trigger.WhyNotDue(load) + instead;
        }

        if (trigger.NotBefore >= end) return $"it waits for {Seconds(trigger.NotBefore)} of load, and the load ends after {Seconds(end)}";
        return previous is { Fires: false }
            ? "the one before it, after which it comes, will not fire either"
            : $"it comes {Seconds(trigger.AfterPrevious)} after the one before it, at {Seconds(firing.Earliest)} at the earliest, and the load ends after {Seconds(end)}";
    }

    private static string Ordinal(int index) => index < Ordinals.Length ? Ordinals[index] : string.Create(CultureInfo.InvariantCulture, $"{index + 1}th");
}
