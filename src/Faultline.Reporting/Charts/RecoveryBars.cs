using Faultline.Recovery;

namespace Faultline.Reporting.Charts;

/// <summary>Faults side by side from the death of each instance: unnoticed, down, starting, back to steady.</summary>
internal static class RecoveryBars
{
    private static readonly Key[] Legend =
    [
        new(Symbol.Question, Ink.Bad, "first failure"),
        new(Symbol.Triangle, Ink.Strong, "started"),
        new(Symbol.Disc, Ink.Good, "ready"),
        new(Symbol.Tick, Ink.Good, "steady"),
    ];

    /// <summary>The chart of the slowest, in their order, or null where none was seen from kill to ready while the load ran.</summary>
    public static Chart? Of(IReadOnlyList<FaultRecovery> faults, int max)
    {
        // Slow above all is what did not become steady.
        var slowest = faults.Where(recovery => recovery is { Downtime: not null, Fault.WasToStay: false })
            .OrderByDescending(recovery => recovery.NeverSteady)
            .ThenByDescending(End)
            .Take(max)
            .ToHashSet();
        var seen = faults.Where(slowest.Contains).ToList();
        if (seen.Count == 0)
            return null;

        var longest = seen.Max(recovery => End(recovery).TotalSeconds);
        return new(
            "Recovery per fault",
            "The table below holds the same times, but counts the first failure from the call of the kill.",
            // Room for the note that stands right of the longest bar.
            Axis.FromZero("seconds since the instance died", [longest * 1.25], parts: 8),
            [new LanePanel("From the kill to steady" + Shown(seen.Count, faults), [.. seen.Select(Lane)], Legend)]);
    }

    // The picture lies about without its table: it must not look whole where the worst has no bar.
    private static string Shown(int shown, IReadOnlyList<FaultRecovery> faults)
    {
        if (shown == faults.Count)
            return "";
        var neverReady = faults.Count(recovery => recovery.Fault is { InjectedAt: not null, ReadyAt: null });
        var stayed = faults.Count(recovery => recovery is { Downtime: not null, Fault.WasToStay: true });
        var undelivered = faults.Count(recovery => recovery.Fault.InjectedAt is null);
        var without = new[] { (Count: neverReady, What: "never ready"), (Count: stayed, What: "to stay down"), (Count: undelivered, What: "not delivered") }
            .Where(part => part.Count > 0)
            .Select(part => $"{Figures.Count(part.Count)} {part.What}")
            .ToList();
        return $" ({Figures.Count(shown)} of {Figures.Count(faults.Count)} shown{(without.Count == 0 ? "" : "; ")}{string.Join(", ", without)})";
    }

    private static TimeSpan End(FaultRecovery recovery) => (recovery.RecoveryFromInjection ?? recovery.Downtime)!.Value;

    private static Lane Lane(FaultRecovery recovery)
    {
        var ready = recovery.Downtime!.Value.TotalSeconds;
        var down = recovery.Down?.TotalSeconds ?? ready;
        var steady = recovery.RecoveryFromInjection?.TotalSeconds;
        var impact = (recovery.FirstFailureAt - recovery.Fault.DownSince)?.TotalSeconds;
        var unnoticed = Math.Clamp(impact ?? down, 0, down);

        List<Segment> segments =
        [
            new(0, unnoticed, Ink.Muted, Light: true, impact is null ? $"down {Figures.Seconds(down)}, no answer failed of it" : $"no answer failed yet {Figures.Seconds(unnoticed)}"),
        ];
        List<Mark> marks = [];
        if (unnoticed < down)
            segments.Add(new(unnoticed, down, Ink.Bad, Light: false, $"down {Figures.Seconds(down)}"));
        if (impact is { } failed)
            marks.Add(new(Math.Max(0, failed), Symbol.Question, Ink.Bad, $"first failure after {Figures.Seconds(failed)}"));
        segments.Add(new(down, ready, Ink.Strong, Light: true, $"starting {Figures.Seconds(ready - down)}"));
        marks.Add(new(down, Symbol.Triangle, Ink.Strong, $"started after {Figures.Seconds(down)}"));
        marks.Add(new(ready, Symbol.Disc, Ink.Good, $"ready after {Figures.Seconds(ready)}"));
        if (steady is { } at)
        {
            segments.Add(new(ready, at, Ink.Soft, Light: true, $"back to steady {Figures.Seconds(at - ready)}"));
            marks.Add(new(at, Symbol.Tick, Ink.Good, $"steady after {Figures.Seconds(at)}"));
        }

        return new(FaultText.Target(recovery.Fault), segments, marks, Note(recovery));
    }

    private static string Note(FaultRecovery recovery) => recovery switch
    {
        { RecoveryFromInjection: { } steady } => $"{Figures.Seconds(steady.TotalSeconds)} to steady",
        { NeverSteady: true } => RecoveryText.NotSteady,
        _ => $"{Figures.Seconds(recovery.Downtime?.TotalSeconds)} to ready",
    };
}
