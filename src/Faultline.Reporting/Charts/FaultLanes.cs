using Faultline.Faults;
using Faultline.Recovery;

namespace Faultline.Reporting.Charts;

/// <summary>Faults as lanes, from the death of the instance to steady, and as bands, to the instance ready.</summary>
internal static class FaultLanes
{
    private static readonly Key[] Legend =
    [
        new(Symbol.Cross, Ink.Bad, "killed"),
        new(Symbol.Triangle, Ink.Strong, "started"),
        new(Symbol.Disc, Ink.Good, "ready"),
        new(Symbol.Ring, Ink.Good, "first success"),
        new(Symbol.Tick, Ink.Good, "steady"),
    ];

    public static LanePanel Panel(IReadOnlyList<FaultRecovery> faults, double end, int max) =>
        new(faults.Count > max ? $"Faults, {max} of {Figures.Count(faults.Count)} shown" : "Faults", [.. faults.Take(max).Select(fault => Lane(fault, end))], Legend);

    public static IReadOnlyList<Band> Bands(IReadOnlyList<FaultEvent> faults, double end, int max) =>
    [
        .. faults.Take(max)
            .Where(fault => fault.DownSince is not null)
            .Select(fault => new Band(fault.DownSince!.Value.TotalSeconds, fault.ReadyAt?.TotalSeconds ?? end, Name(fault))),
    ];

    public static string Name(FaultEvent fault) => $"{fault.Action} {FaultText.Target(fault)}";

    private static Lane Lane(FaultRecovery recovery, double end)
    {
        var fault = recovery.Fault;
        var segments = new List<Segment>();
        var marks = new List<Mark>();
        if (fault.DownSince is { } injected)
        {
            var down = fault.HealedAt ?? fault.ReadyAt;
            segments.Add(new(injected.TotalSeconds, down?.TotalSeconds ?? end, Ink.Bad, Light: false, $"{Name(fault)}: down from {Figures.Moment(injected)}"));
            if (fault.HealedAt is { } healed)
                segments.Add(new(healed.TotalSeconds, fault.ReadyAt?.TotalSeconds ?? end, Ink.Strong, Light: true, $"{Name(fault)}: starting from {Figures.Moment(healed)}"));
            marks.Add(new(injected.TotalSeconds, Symbol.Cross, Ink.Bad, $"{Name(fault)} at {Figures.Moment(injected)}"));
        }

        if (fault.HealedAt is { } started)
            marks.Add(new(started.TotalSeconds, Symbol.Triangle, Ink.Strong, $"started at {Figures.Moment(started)}"));
        if (fault.ReadyAt is { } ready)
            marks.Add(new(ready.TotalSeconds, Symbol.Disc, Ink.Good, $"ready at {Figures.Moment(ready)}"));
        if (recovery.FirstSuccessAt is { } success)
            marks.Add(new(success.TotalSeconds, Symbol.Ring, Ink.Good, $"first success at {Figures.Moment(success)}"));
        if (recovery.SteadyAt is { } steady)
        {
            segments.Add(new(fault.ReadyAt!.Value.TotalSeconds, steady.TotalSeconds, Ink.Soft, Light: true, $"{Name(fault)}: ready and not yet steady"));
            marks.Add(new(steady.TotalSeconds, Symbol.Tick, Ink.Good, $"steady at {Figures.Moment(steady)}"));
        }

        return new(FaultText.Target(fault), segments, marks, Note(recovery));
    }

    private static string Note(FaultRecovery recovery) => recovery switch
    {
        { Fault: { InjectedAt: null, TriggeredAt: null } } => "not delivered: its trigger never fired",
        { Fault.InjectedAt: null } => "not delivered",
        { Fault.ReadyAt: null } => "never ready again",
        { NeverSteady: true } => $"{Figures.Seconds(recovery.Downtime?.TotalSeconds)}, {RecoveryText.NotSteady}",
        _ => Figures.Seconds((recovery.RecoveryFromInjection ?? recovery.Downtime)?.TotalSeconds),
    };
}
