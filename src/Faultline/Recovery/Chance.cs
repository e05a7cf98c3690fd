namespace Faultline.Recovery;

/// <summary>
/// How far a count may lie from its expectation by chance. Counts of independent events are Poisson, with a standard
/// deviation of the root of their mean. An expectation that was itself inferred from n counted events adds the relative
/// deviation of these, 1/√n.
/// </summary>
internal static class Chance
{
    /// <summary>Deviations that one count in several hundred passes: for a count of its own.</summary>
    public const double Rare = 3;

    /// <summary>Deviations that one count in ten thousand passes: for the most extreme of hundreds of counts.</summary>
    public const double RareAmongMany = 4;

    /// <summary>The largest count that an expectation explains: one event is no surprise where any could be expected.</summary>
    public static double Most(double expected, double deviations = Rare) =>
        expected <= 0 ? 0 : Math.Max(1, expected + deviations * Math.Sqrt(expected));

    /// <summary>The smallest count that an expectation inferred from <paramref name="inferredFrom"/> events explains; below 0 where even none is no surprise.</summary>
    public static double Least(double expected, double inferredFrom, double deviations = Rare) =>
        expected - deviations * Math.Sqrt(expected + expected * expected / inferredFrom);
}
