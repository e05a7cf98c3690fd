using Faultline.Histories;

namespace Faultline.Load;

/// <summary>What became of a load.</summary>
/// <param name="Totals">Over all operations; per second counts the time in which requests were started.</param>
/// <param name="ByKind">Totals per kind, in the order of the scenario's kinds.</param>
/// <param name="Generator">How fit the generator was.</param>
/// <param name="Timeline">One row per second, until the last operation has ended.</param>
/// <param name="Stopped">Whether the load was stopped before its runtime was over.</param>
public sealed record LoadResult(
    RequestTotals Totals,
    IReadOnlyList<KindTotals> ByKind,
    GeneratorHealth Generator,
    IReadOnlyList<TimelineSecond> Timeline,
    bool Stopped);
