namespace Faultline.Recovery;

/// <summary>
/// How far a count may lie from its expectation by chance. Counts of independent events are Poisson, with a standard
/// deviation of the root of their mean; three of them are passed by one count in several hundred.
/// </summary>
internal static class Chance
{
    private const double Deviations = 3;

    // For the lowest of hundreds of counts, of which one in several hundred is to be expected.
    private const double ManyDeviations = 4;

    /// <summary>The largest count that an expectation explains.</summary>
    public static double Most(double expected) => expected + Deviations * Math.Sqrt(expected);

    /// <summary>The smallest count that it explains; below 0 where even none is no surprise.</summary>
    public static double Least(double expected) => expected - Deviations * Math.Sqrt(expected);

    /// <summary>A count below this is not explained even as the lowest of many; below 0 where even none is.</summary>
    public static double Unlikely(double expected) => expected - ManyDeviations * Math.Sqrt(expected);
}
