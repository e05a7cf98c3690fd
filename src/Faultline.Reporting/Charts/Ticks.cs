using System.Globalization;

namespace Faultline.Reporting.Charts;

/// <summary>A value on an axis that is labelled.</summary>
internal readonly record struct Tick(double Value, string Text);

/// <summary>Values that people count in: 1, 2 and 5 times a power of ten.</summary>
internal static class Ticks
{
    /// <summary>
    /// The step from the series 1, 2, 5, 10, … that cuts the range into at most <paramref name="parts"/> parts.
    /// </summary>
    /// <remarks>After P. Heckbert, "Nice Numbers for Graph Labels", Graphics Gems (1990).</remarks>
    public static double Step(double range, int parts, bool whole = false)
    {
        if (!double.IsFinite(range) || range <= 0)
            return 1;

        var raw = range / Math.Max(1, parts);
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        // The slack keeps 0.30000000000000004 from being cut into steps of 0.5.
        var step = (raw / magnitude * (1 - 1e-9)) switch
        {
            <= 1 => magnitude,
            <= 2 => 2 * magnitude,
            <= 5 => 5 * magnitude,
            _ => 10 * magnitude,
        };
        return whole ? Math.Max(1, step) : step;
    }

    /// <summary>Multiples of the step from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public static IReadOnlyList<Tick> Linear(double min, double max, double step)
    {
        var first = Math.Ceiling(min / step - 1e-9);
        var last = Math.Floor(max / step + 1e-9);
        var ticks = new List<Tick>();
        for (var i = first; i <= last && ticks.Count < 100; i++)
            ticks.Add(new(i * step, Text(i * step, step)));
        return ticks;
    }

    /// <summary>Powers of ten from <paramref name="min"/> to <paramref name="max"/>; with 2 and 5 where they span few.</summary>
    public static IReadOnlyList<Tick> Logarithmic(double min, double max)
    {
        var decades = Math.Log10(max / min);
        double[] factors = decades switch
        {
            <= 1.5 => [1, 2, 5],
            _ => [1],
        };
        var ticks = new List<Tick>();
        for (var e = Math.Floor(Math.Log10(min)); e <= Math.Ceiling(Math.Log10(max)); e++)
            foreach (var factor in factors)
            {
                var value = factor * Math.Pow(10, e);
                if (value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9))
                    ticks.Add(new(value, Text(value, value)));
            }

        return ticks;
    }

    private static string Text(double value, double step)
    {
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9);
        var text = value.ToString("N" + decimals, CultureInfo.InvariantCulture);
        return text.Trim('-', '0', '.', ',').Length == 0 ? "0" : text.Replace('-', '−');
    }
}
