using Faultline.Reporting.Charts;

namespace Faultline.Reporting.Runs;

/// <summary>Proved anomalies by kind, for each scenario: what the verdict rests on.</summary>
internal static class AnomalyChart
{
    // There are 16 kinds; a file of another hand may name any number.
    private const int MostKinds = 8;

    public static Chart Of(IReadOnlyList<Scenario> scenarios)
    {
        var shown = scenarios.Take(ScenarioBars.Most).ToList();
        var groups = shown.Select(scenario => new BarGroup(scenario.Name, [.. Bars(scenario)])).ToList();
        return ScenarioBars.Chart(
            "Proved anomalies, by scenario and kind",
            $"Each is a proof on one {TradeText.Word(CommonWords.Of(scenarios).Entities)} that the books are wrong. One is enough for the verdict inconsistent.",
            Axis.FromZero("proved anomalies in a run", groups.SelectMany(g => g.Bars).SelectMany(b => b.Segments).Select(s => s.To), whole: true, parts: 6),
            new(
                ScenarioBars.Title("Anomalies", shown.Count, scenarios.Count, "scenarios"),
                "scenario and kind",
                groups,
                groups.Exists(group => group.Bars.Any(bar => bar.Marks.Count > 0)) ? [ScenarioBars.PerRun] : []));
    }

    private static IEnumerable<Bar> Bars(Scenario scenario)
    {
        var audited = scenario.Runs.Where(run => run.Audited).ToList();
        if (audited.Count == 0)
        {
            yield return new("not audited", "the books were not read");
            yield break;
        }

        var kinds = audited.SelectMany(run => run.AnomaliesByKind)
            .GroupBy(kind => kind.Key, kind => kind.Value, StringComparer.Ordinal)
            .OrderByDescending(kind => kind.Max())
            .ThenBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => kind.Key)
            .ToList();
        if (kinds.Count == 0)
            yield return ScenarioBars.Of("none proved", Spread(scenario, audited, _ => 0), Ink.Bad, Figures.Count);
        foreach (var kind in kinds.Take(MostKinds))
            yield return ScenarioBars.Of(AnomalyText.Label(kind), Spread(scenario, audited, run => Count(run, kind)), Ink.Bad, Figures.Count);
        if (kinds.Count > MostKinds)
            yield return new($"{kinds.Count - MostKinds} other kinds", "not shown");
    }

    private static Spread Spread(Scenario scenario, List<StoredRun> audited, Func<StoredRun, long> count) =>
        new([.. audited.Select(count)], scenario.Runs.Count);

    private static long Count(StoredRun run, string kind) => run.AnomaliesByKind.FirstOrDefault(one => one.Key == kind).Value;
}
