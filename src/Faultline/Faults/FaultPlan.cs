using Faultline.Configuration;

namespace Faultline.Faults;

/// <summary>The faults of a run: what <c>kill_config.json</c> says.</summary>
/// <param name="Triggers">In the order of the configuration.</param>
public sealed record FaultPlan(IReadOnlyList<FaultTrigger> Triggers)
{
    // Less is too short to tell what is usual, or whether the system has come back.
    private const double Spacing = 10;

    // Of a load that is too short for three kills so far apart.
    private const double SpacingShare = 0.25;

    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new([]);

    /// <summary>The file that <c>kill_config.json</c> starts as, equal to the default plan for loads of 40 s and more, and its schema.</summary>
    public static IReadOnlyList<StarterFile> StarterFiles { get; } = [new("kill_config.json"), new("kill_config.schema.json")];

    /// <summary>What it was read from, as errors name it: a file, or an option of the command line; null for the default plan.</summary>
    public string? Origin { get; init; }

    /// <summary>Reads a plan from a file, for a load of so many users and this length: thresholds may be shares of them.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or is wrong; carries all errors.</exception>
    public static FaultPlan Read(string path, int users, TimeSpan runtime) => FaultPlanReader.Read(path, users, runtime);

    /// <summary>
    /// The plan where there is no file: at 30 % of the users one order service is killed for 30 s, at 60 % one
    /// payment service until the end of the load, at 80 % one stock service for 60 s. So that recovery can be measured,
    /// none comes before 10 s of load or less than 10 s after the one before it; in a load below 40 s a quarter of it.
    /// </summary>
    /// <param name="users">Virtual users at the peak.</param>
    /// <param name="runtime">Length of the load.</param>
    public static FaultPlan Default(int users, TimeSpan runtime)
    {
        var spacing = Math.Min(Spacing, runtime.TotalSeconds * SpacingShare);
        return new FaultPlan([At(30, "order-service", 30), At(60, "payment-service", 0), At(80, "stock-service", 60)]);

        FaultTrigger At(double percent, string service, double recoveryTime) =>
            new(TriggerType.Users, ShareText.Of(percent, users), [service], 1, recoveryTime) { NotBefore = spacing, AfterPrevious = spacing };
    }

    /// <summary>What it does otherwise than its thresholds alone say, in sentences to be read before the load.</summary>
    /// <param name="load">The load.</param>
    public IReadOnlyList<string> Notes(PlannedLoad load) => PlanNotes.Waits(this, load);

    /// <summary>Errors for the services that are not among those of the system, at their places in the file.</summary>
    /// <param name="services">Names of the services that exist.</param>
    public IReadOnlyList<ConfigurationError> Validate(IReadOnlyCollection<string> services)
    {
        var running = services.Count == 0 ? "No service is running here." : $"Running here: {string.Join(", ", services)}.";
        var errors = new List<ConfigurationError>();
        foreach (var trigger in Triggers)
        {
            foreach (var (index, name) in trigger.Services.Index().Where(s => !services.Contains(s.Item)))
            {
                var place = trigger.ServicePlaces.ElementAtOrDefault(index);
                errors.Add(new ConfigurationError(
                    $"unknown service \"{name}\"",
                    Origin,
                    place.Line,
                    place.Column,
                    Origin is null ? null : place.Excerpt ?? name,
                    running + Suggestion.Question(name, services)));
            }
        }

        return errors;
    }

    /// <summary>Warnings for the triggers that do not fire before the load ends, as sentences.</summary>
    /// <param name="load">The load.</param>
    public IReadOnlyList<string> Unreachable(PlannedLoad load) => PlanNotes.Unreachable(this, load);

    /// <summary>When each of the triggers fires, as far as anybody knows before the load.</summary>
    /// <param name="load">The load.</param>
    public IReadOnlyList<PlannedFiring> Firings(PlannedLoad load) => PlannedFiring.Of(this, load);
}
