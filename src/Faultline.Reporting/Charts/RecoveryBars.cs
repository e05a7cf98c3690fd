using Faultline.Faults;
using Faultline.Recovery;

namespace Faultline.Reporting.Charts;

/// <summary>Faults side by side from the moment each was confirmed: how long down, how long starting.</summary>
internal static class RecoveryBars
{
    private static readonly Key[] Legend =
    [
        new(Symbol.Cross, Ink.Bad, "killed"),
        new(Symbol.Triangle, Ink.Strong, "started"),
        new(Symbol.Disc, Ink.Good, "ready"),
    ];

    /// <summary>The chart, or null where no fault was seen from kill to ready.</summary>
    public static Chart? Of(IReadOnlyList<FaultEvent> faults, int max)
    {
        var seen = faults.Where(fault => FaultRecovery.Of(fault).Downtime is not null).Take(max).ToList();
        if (seen.Count == 0)
            return null;

        var longest = seen.Max(fault => FaultRecovery.Of(fault).Downtime!.Value.TotalSeconds);
        return new(
            "Recovery per fault",
            "The table below holds the same times.",
            Axis.FromZero("seconds since the kill was confirmed", [longest * 1.1], parts: 8),
            [new LanePanel("From the kill to ready", [.. seen.Select(Lane)], Legend)]);
    }

    private static Lane Lane(FaultEvent fault)
    {
        var recovery = FaultRecovery.Of(fault);
        var ready = recovery.Downtime!.Value.TotalSeconds;
        var down = recovery.Down?.TotalSeconds ?? ready;
        return new(
            fault.Instance ?? fault.Service,
            [
                new(0, down, Ink.Bad, Light: false, $"down {Figures.Seconds(down)}"),
                new(down, ready, Ink.Strong, Light: true, $"starting {Figures.Seconds(ready - down)}"),
            ],
            [
                new(0, Symbol.Cross, Ink.Bad, "killed"),
                new(down, Symbol.Triangle, Ink.Strong, $"started after {Figures.Seconds(down)}"),
                new(ready, Symbol.Disc, Ink.Good, $"ready after {Figures.Seconds(ready)}"),
            ],
            Figures.Seconds(ready));
    }
}
