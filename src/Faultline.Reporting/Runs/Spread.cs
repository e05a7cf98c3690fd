namespace Faultline.Reporting.Runs;

/// <summary>A figure over the runs of a scenario: all of its values, never their mean.</summary>
/// <param name="Values">One for each run in which it was measured.</param>
/// <param name="Runs">Runs of the scenario.</param>
internal sealed record Spread(IReadOnlyList<long> Values, int Runs)
{
    public long Lowest => Values.Min();

    public long Highest => Values.Max();

    /// <summary>One value, or the lowest and the highest, with the number of runs where that is not plain.</summary>
    public string Text(Func<long, string> write)
    {
        if (Values.Count == 0)
            return "not measured";
        var values = Lowest == Highest ? write(Lowest) : $"{write(Lowest)} to {write(Highest)}";
        if (Values.Count < Runs)
            return $"{values}, measured in {Values.Count} of {Figures.Counted(Runs, "run", "runs")}";
        return Runs == 1 ? values : Lowest == Highest ? $"{values} in each of {Runs} runs" : $"{values} in {Runs} runs";
    }
}
