namespace Faultline.Reporting.Runs;

/// <summary>How far a share that was counted may lie from the one behind it.</summary>
internal static class Wilson
{
    // The normal distribution holds 95 % within this many standard deviations.
    private const double Z = 1.959963984540054;

    /// <summary>The interval of 95 % confidence of a share, both ends from 0 to 1; NaN where nothing was counted.</summary>
    /// <remarks>E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).</remarks>
    public static (double Low, double High) Interval(long succeeded, long attempted)
    {
        if (attempted <= 0)
            return (double.NaN, double.NaN);

        double n = attempted;
        var share = succeeded / n;
        var centre = share + Z * Z / (2 * n);
        var spread = Z * Math.Sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        var scale = 1 + Z * Z / n;
        // Rounding would leave an end that is exactly 0 or 1 a hair outside.
        return (
            succeeded == 0 ? 0 : Math.Clamp((centre - spread) / scale, 0, 1),
            succeeded == attempted ? 1 : Math.Clamp((centre + spread) / scale, 0, 1));
    }
}
