using System.Globalization;

namespace Faultline.Faults;

/// <summary>What a plan does otherwise than its thresholds alone say, in sentences to be read before the load.</summary>
internal static class PlanNotes
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

    /// <summary>A sentence for each trigger that waits longer than for its number of users or its time.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="reached">When the load has so many users.</param>
    public static IReadOnlyList<string> Waits(FaultPlan plan, Func<int, TimeSpan> reached)
    {
        var notes = new List<string>();
        double? previous = null;
        foreach (var (index, trigger) in plan.Triggers.Index())
        {
            var due = trigger.Type switch
            {
                TriggerType.Users => reached((int)Math.Min(int.MaxValue, Math.Ceiling(trigger.Threshold))).TotalSeconds,
                TriggerType.Time => trigger.Threshold,
                _ => (double?)null,
            };
            // Nobody knows beforehand when a rate is reached, nor what follows such a trigger.
            var afterPrevious = index > 0 && trigger.AfterPrevious > 0 ? previous + trigger.AfterPrevious : 0;
            var fires = due is { } own && afterPrevious is { } after ? Math.Max(own, Math.Max(trigger.NotBefore, after)) : (double?)null;
            if (fires > due)
                notes.Add($"the {Ordinal(index)} kill ({string.Join(", ", trigger.Services)}) waits until {Seconds(fires.Value)}: {trigger.Measure(trigger.Threshold)} are reached at {Seconds(due.Value)}, and {(fires == trigger.NotBefore ? $"it comes after {Seconds(trigger.NotBefore)} of load at the earliest" : $"it comes {Seconds(trigger.AfterPrevious)} after the one before it at the earliest")}.");
            previous = fires;
        }

        return notes;
    }

    private static string Ordinal(int index) => index < Ordinals.Length ? Ordinals[index] : string.Create(CultureInfo.InvariantCulture, $"{index + 1}th");

    private static string Seconds(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + " s";
}
