namespace Faultline.Checking;

/// <summary>
/// What was to be tested beside what was: a test that for the most part did not take place proves no consistency. 0
/// where no number was planned.
/// </summary>
/// <param name="PopulationPlanned">Transactions that were to be prepared before the load.</param>
/// <param name="PopulationMade">Those that were.</param>
/// <param name="AttemptsPlanned">Attempts that the load was to make; 0 where it makes as many as its time allows.</param>
/// <param name="Attempts">Those that it made.</param>
public sealed record Coverage(long PopulationPlanned, long PopulationMade, long AttemptsPlanned, long Attempts)
{
    /// <summary>Share of what was planned, from 0 to 1, below which a run is at best undetermined.</summary>
    public const double Least = 0.95;

    /// <summary>Nothing was planned in numbers.</summary>
    public static Coverage Unplanned { get; } = new(0, 0, 0, 0);

    /// <summary>Share of the population that was made, from 0 to 1.</summary>
    public double PopulationShare => Share(PopulationMade, PopulationPlanned);

    /// <summary>Share of the attempts that were made, from 0 to 1.</summary>
    public double AttemptShare => Share(Attempts, AttemptsPlanned);

    /// <summary>Whether enough of the population was made.</summary>
    public bool PopulationSuffices => PopulationShare >= Least;

    /// <summary>Whether enough of the attempts were made.</summary>
    public bool AttemptsSuffice => AttemptShare >= Least;

    /// <summary>Whether enough of what was to be tested was.</summary>
    public bool Suffices => PopulationSuffices && AttemptsSuffice;

    private static double Share(long done, long planned) => planned <= 0 ? 1 : (double)done / planned;
}
