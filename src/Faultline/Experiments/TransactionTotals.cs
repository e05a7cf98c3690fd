using Faultline.Auditing;

namespace Faultline.Experiments;

/// <summary>Attempts at transactions of one kind by outcome.</summary>
/// <param name="Kind">Kind of the operations that are the attempts.</param>
/// <param name="Attempted">All of them.</param>
/// <param name="Succeeded">Those that ended ok.</param>
/// <param name="Refused">Those that failed.</param>
/// <param name="Unknown">Those of which nobody knows what they did.</param>
public sealed record TransactionTotals(string Kind, long Attempted, long Succeeded, long Refused, long Unknown)
{
    /// <summary>Kind of a sum over several kinds.</summary>
    public const string AllKinds = "all";

    /// <summary>Succeeded / attempted, from 0 to 1; 0 where none was attempted.</summary>
    public double SuccessRate => Attempted == 0 ? 0 : (double)Succeeded / Attempted;

    /// <summary>What a repeated attempt was seen to do; null where it was not tried, or where this is a sum.</summary>
    public RepeatRule? Repeat { get; init; }

    /// <summary>The sum over all kinds; the one kind itself where there is one.</summary>
    public static TransactionTotals Sum(IReadOnlyList<TransactionTotals> kinds) => kinds is [var only]
        ? only
        : new(AllKinds, kinds.Sum(k => k.Attempted), kinds.Sum(k => k.Succeeded), kinds.Sum(k => k.Refused), kinds.Sum(k => k.Unknown));
}
