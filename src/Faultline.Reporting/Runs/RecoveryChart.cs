using System.Globalization;
using Faultline.Reporting.Charts;

namespace Faultline.Reporting.Runs;

/// <summary>Faults of all runs from the death of each instance: how long the instance was down, and until the system was steady.</summary>
internal static class RecoveryChart
{
    private const int Most = 30;

    private static readonly Key[] Legend =
    [
        new(Symbol.Disc, Ink.Good, "ready"),
        new(Symbol.Tick, Ink.Text, "steady again"),
    ];

    public static Chart Of(IReadOnlyList<Scenario> scenarios)
    {
        var all = scenarios.SelectMany(s => s.Runs.SelectMany(r => r.Faults.Select(f => (Scenario: s, Run: r, Fault: f)))).ToList();
        var delivered = all.Where(entry => entry.Fault.IsRecovery).ToList();
        var undelivered = all.Count(entry => !entry.Fault.Delivered);
        // The slowest, never ready above all and never steady next; what is shown is grouped as everywhere else.
        var shown = delivered.OrderByDescending(entry => Slowness(entry.Fault)).Take(Most).ToHashSet();
        var groups = delivered.Where(shown.Contains)
            .GroupBy(entry => entry.Scenario, entry => Bar(entry.Run, entry.Fault))
            .Select(group => new BarGroup(group.Key.Name, [.. group]))
            .ToList();

        return ScenarioBars.Chart(
            "Recovery, by fault",
            Description(undelivered, all.Count - undelivered - delivered.Count),
            Axis.FromZero("seconds since the instance died", groups.SelectMany(g => g.Bars).SelectMany(b => b.Segments).Select(s => s.To), parts: 8),
            new(
                ScenarioBars.Title("From the kill", shown.Count, delivered.Count, "faults, the slowest,"),
                "instance and run",
                groups,
                groups.Count == 0 ? [] : Legend,
                Empty: all.Count == 0 ? "No fault was planned in any run."
                    : undelivered == all.Count ? "No fault was delivered in any run."
                    : undelivered == 0 ? "Every fault was to stay until the load was over."
                    : "No fault was delivered from which a service was to come back."));
    }

    private static double Slowness(StoredFault fault) => fault switch
    {
        { NeverReady: true } => double.PositiveInfinity,
        { NeverSteady: true } => double.MaxValue,
        _ => Math.Max(fault.DowntimeSeconds ?? 0, fault.SteadySeconds ?? 0),
    };

    private static Bar Bar(StoredRun run, StoredFault fault)
    {
        var label = string.Create(CultureInfo.InvariantCulture, $"{fault.Target}, {run.StartedAt.UtcDateTime:MM-dd HH:mm:ss}");
        var bar = new Bar(label, $"{RunText.Ready(fault)}, {RunText.Steady(fault)}");

        List<Segment> segments = [];
        List<Mark> marks = [];
        if (fault.DowntimeSeconds is { } down)
        {
            segments.Add(new(0, down, Ink.Bad, Light: false, $"down {Figures.Seconds(down)}"));
            marks.Add(new(down, Symbol.Disc, Ink.Good, $"ready after {Figures.Seconds(down)}"));
        }

        if (fault.SteadySeconds is { } steadyAfter)
        {
            if (steadyAfter > (fault.DowntimeSeconds ?? 0))
                segments.Add(new(fault.DowntimeSeconds ?? 0, steadyAfter, Ink.Strong, Light: true, $"steady after {Figures.Seconds(steadyAfter)}"));
            marks.Add(new(steadyAfter, Symbol.Tick, Ink.Text, $"steady after {Figures.Seconds(steadyAfter)}"));
        }

        return bar with { Segments = segments, Marks = marks };
    }

    private static string Description(int undelivered, int stayed) =>
        "From the death of each instance until the instance said it was ready again, and until rate, success and latency were back where they had been."
        + (undelivered == 0 ? "" : $" {Figures.Counted(undelivered, "planned fault that was not delivered is", "planned faults that were not delivered are")} left out.")
        + (stayed == 0 ? "" : $" {Figures.Counted(stayed, "fault that was to stay until the load was over is", "faults that were to stay until the load was over are")} left out.");
}
