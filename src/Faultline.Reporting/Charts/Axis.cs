namespace Faultline.Reporting.Charts;

/// <summary>A range of values with a unit and labelled ticks.</summary>
internal sealed record Axis
{
    public required string Unit { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }

    public required IReadOnlyList<Tick> Ticks { get; init; }

    public bool IsLogarithmic { get; init; }

    /// <summary>From <paramref name="min"/> to <paramref name="max"/> and not a bit further: for time.</summary>
    public static Axis Exactly(string unit, double min, double max, int parts = 10)
    {
        if (!(max > min) || !double.IsFinite(max - min))
            (min, max) = (double.IsFinite(min) ? min : 0, (double.IsFinite(min) ? min : 0) + 1);

        var step = Charts.Ticks.Step(max - min, parts);
        return new() { Unit = unit, Min = min, Max = max, Ticks = Charts.Ticks.Linear(min, max, step) };
    }

    /// <summary>From 0 to the first tick that holds all values: for counts and rates.</summary>
    public static Axis FromZero(string unit, IEnumerable<double> values, bool whole = false, int parts = 4)
    {
        var highest = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        highest = highest > 0 ? highest : 1;
        var step = Charts.Ticks.Step(highest, parts, whole);
        var max = Math.Ceiling(highest / step - 1e-9) * step;
        return new() { Unit = unit, Min = 0, Max = max, Ticks = Charts.Ticks.Linear(0, max, step) };
    }

    /// <summary>From the last tick below all values to the first above them, 0 among them: for differences.</summary>
    public static Axis AroundZero(string unit, IEnumerable<double> values, bool whole = false, int parts = 6)
    {
        var finite = values.Where(double.IsFinite).Append(0).ToList();
        var (low, high) = (finite.Min(), finite.Max());
        if (low >= 0)
            return FromZero(unit, finite, whole, parts);

        var step = Charts.Ticks.Step(high - low, parts, whole);
        var (min, max) = (Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step);
        return new() { Unit = unit, Min = min, Max = max, Ticks = Charts.Ticks.Linear(min, max, step) };
    }

    /// <summary>Whole decades, or 1, 2, 5 within them, around all values above 0: for latency, where a time-out is a thousand medians.</summary>
    public static Axis Logarithmic(string unit, IEnumerable<double> values)
    {
        var positive = values.Where(v => double.IsFinite(v) && v > 0).ToList();
        var min = Floor(positive.Count == 0 ? 1 : positive.Min());
        var max = Ceiling(positive.Count == 0 ? 10 : positive.Max());
        if (max <= min)
            max = min * 10;
        return new()
        {
            Unit = unit, Min = min, Max = max, Ticks = Charts.Ticks.Logarithmic(min, max), IsLogarithmic = true,
        };
    }

    /// <summary>Where a value lies, from 0 at the lower end to 1 at the upper; values outside are moved to the end.</summary>
    public double Position(double value)
    {
        var share = IsLogarithmic
            ? Math.Log10(Math.Max(value, Min) / Min) / Math.Log10(Max / Min)
            : (value - Min) / (Max - Min);
        return Math.Clamp(share, 0, 1);
    }

    private static double Floor(double value)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return (value / magnitude) switch { >= 5 => 5, >= 2 => 2, _ => 1 } * magnitude;
    }

    private static double Ceiling(double value)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return (value / magnitude) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * magnitude;
    }
}
