using System.Globalization;

namespace Faultline.Faults;

/// <summary>What a plan does otherwise than its thresholds alone say, in sentences to be read before the load.</summary>
internal static class PlanNotes
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

    /// <summary>A sentence for each trigger that fires later than its number of users or its time is reached.</summary>
    public static IReadOnlyList<string> Waits(FaultPlan plan, PlannedLoad load) =>
    [
        .. PlannedFiring.Of(plan, load).Index().Where(f => f.Item is { Fires: true, IsKnown: true } && f.Item.Earliest > f.Item.Due).Select(f =>
        {
            var (trigger, earliest) = (f.Item.Trigger, f.Item.Earliest);
            var why = earliest == trigger.NotBefore
                ? $"after {Seconds(trigger.NotBefore)} of load at the earliest"
                : $"{Seconds(trigger.AfterPrevious)} after the one before it at the earliest";
            return $"The {Ordinal(f.Index)} kill ({string.Join(", ", trigger.Services)}) will wait until {Seconds(earliest)}: {trigger.Measure(trigger.Threshold)} are reached at {Seconds(f.Item.Due!.Value)}, and it comes {why}.";
        }),
    ];

    /// <summary>A warning for each trigger that does not fire before the load ends.</summary>
    public static IReadOnlyList<string> Unreachable(FaultPlan plan, PlannedLoad load)
    {
        var firings = PlannedFiring.Of(plan, load);
        return
        [
            .. firings.Index().Where(f => !f.Item.Fires).Select(f =>
            {
                var trigger = f.Item.Trigger;
                var where = trigger.Place is { } place ? $"{plan.Origin}:{place.Line}: " : "";
                return $"{where}the trigger at {trigger.Measure(trigger.Threshold)} ({string.Join(", ", trigger.Services)}) will not fire: {Reason(f.Item, firings.ElementAtOrDefault(f.Index - 1), plan, load)}.";
            }),
        ];
    }

    public static string Seconds(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + " s";

    private static string Reason(PlannedFiring firing, PlannedFiring? previous, FaultPlan plan, PlannedLoad load)
    {
        var (trigger, end) = (firing.Trigger, load.Runtime.TotalSeconds);
        return trigger.Type switch
        {
            TriggerType.Users when firing.Due == double.PositiveInfinity =>
                $"the load has {trigger.Measure(load.Users)}{(plan.Origin is null ? "" : $". Without {Path.GetFileName(plan.Origin)}, the triggers follow the number of users")}",
            TriggerType.Users when firing.Due >= end => string.Create(
                CultureInfo.InvariantCulture, $"{load.Started:N0} of {load.Users:N0} users have started when the load ends"),
            TriggerType.Time when firing.Due >= end => $"the load ends after {Seconds(end)}",
            _ when trigger.NotBefore >= end => $"it waits for {Seconds(trigger.NotBefore)} of load, and the load ends after {Seconds(end)}",
            _ when previous is { Fires: false } => "the one before it, after which it comes, will not fire either",
            _ => $"it comes {Seconds(trigger.AfterPrevious)} after the one before it, at {Seconds(firing.Earliest)} at the earliest, and the load ends after {Seconds(end)}",
        };
    }

    private static string Ordinal(int index) => index < Ordinals.Length ? Ordinals[index] : string.Create(CultureInfo.InvariantCulture, $"{index + 1}th");
}
