using Faultline.Faults;
using Faultline.Histories;

namespace Faultline.Reporting.Charts;

/// <summary>Operations of one anomaly: a lane per virtual user, over the fault bands.</summary>
internal static class SwimLanes
{
    private static readonly Key[] Legend =
    [
        new(Symbol.Tick, Ink.Good, "ok"),
        new(Symbol.Cross, Ink.Bad, "failed"),
        new(Symbol.Question, Ink.Doubt, "unknown"),
    ];

    /// <summary>The lanes of the users that came first, at most <paramref name="maxLanes"/>.</summary>
    /// <param name="title">What the operations belong to.</param>
    /// <param name="operations">At least one.</param>
    /// <param name="faults">All faults of the run.</param>
    /// <param name="maxLanes">Users that get a lane.</param>
    public static Chart Of(string title, IReadOnlyList<Operation> operations, IReadOnlyList<FaultEvent> faults, int maxLanes)
    {
        var users = operations.OrderBy(o => o.Sent).GroupBy(o => o.User).ToList();
        var shown = users.Take(maxLanes).ToList();
        var from = operations.Min(o => o.Sent).TotalSeconds;
        var to = operations.Max(o => o.Completed).TotalSeconds;
        var margin = Math.Max(0.005, (to - from) * 0.06);
        var axis = Axis.Exactly("seconds since the start of the load", Math.Max(0, from - margin), to + margin, parts: 8);

        var heading = users.Count > shown.Count
            ? $"Operations, {shown.Count} of {Figures.Counted(users.Count, "user", "users")} shown"
            : "Operations by virtual user";
        var panel = new LanePanel(heading, [.. shown.Select(Lane)], Legend);
        return new($"Operations of {title}", "The table below holds the same operations with their times, outcomes and answers.", axis, [panel])
        {
            Bands = [.. FaultLanes.Bands(faults, axis.Max, int.MaxValue).Where(band => band.To > axis.Min && band.From < axis.Max).Take(50)],
        };
    }

    private static Lane Lane(IGrouping<int, Operation> user) => new(
        $"user {user.Key}",
        [.. user.Select(o => new Segment(o.Sent.TotalSeconds, o.Completed.TotalSeconds, InkOf(o.Outcome), Light: true, Text(o)))],
        [.. user.Select(o => new Mark(o.Completed.TotalSeconds, SymbolOf(o.Outcome), InkOf(o.Outcome), Text(o)))]);

    private static string Text(Operation o) =>
        $"{o.Kind} {o.Key}: {VerdictText.Word(o.Outcome)}{(o.Status == 0 ? "" : $" {o.Status}")}, {Figures.Moment(o.Sent)} to {Figures.Moment(o.Completed)}";

    private static Ink InkOf(Outcome outcome) => outcome switch
    {
        Outcome.Ok => Ink.Good,
        Outcome.Failed => Ink.Bad,
        Outcome.Unknown => Ink.Doubt,
    };

    private static Symbol SymbolOf(Outcome outcome) => outcome switch
    {
        Outcome.Ok => Symbol.Tick,
        Outcome.Failed => Symbol.Cross,
        Outcome.Unknown => Symbol.Question,
    };
}
