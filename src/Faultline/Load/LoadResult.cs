using Faultline.Histories;

namespace Faultline.Load;

/// <summary>The figures of a load that has ended.</summary>
/// <param name="Totals">Over all operations.</param>
/// <param name="ByKind">Per kind of operation, in the scenario's order.</param>
/// <param name="Generator">How fit the generator was.</param>
/// <param name="Timeline">A row per second, from the first to the last completion.</param>
/// <param name="Stopped">Whether it was stopped before its runtime was over.</param>
public sealed record LoadResult(
    RequestTotals Totals,
    IReadOnlyList<KindTotals> ByKind,
    GeneratorHealth Generator,
    IReadOnlyList<TimelineSecond> Timeline,
    bool Stopped);
