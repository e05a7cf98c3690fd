using Faultline.Configuration;
using Faultline.Faults.Triggers;

namespace Faultline.Faults;

/// <summary>The faults of a run: what <c>kill_config.json</c> says.</summary>
/// <param name="Rules">In the order of the configuration.</param>
public sealed record FaultPlan(IReadOnlyList<FaultRule> Rules)
{
    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new([]);

    /// <summary>The schema by which editors check a plan's file.</summary>
    public static StarterFile Schema { get; } = FaultPlanSchema.File;

    /// <summary>What it was read from, as errors name it: a file, or an option of the command line; null for the default plan.</summary>
    public string? Origin { get; init; }

    /// <summary>Names of the services that anything is done to, each once.</summary>
    public IReadOnlyList<string> Services => [.. Rules.SelectMany(r => r.Target.Services).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads a plan from a file, for a load of so many users and this length: thresholds may be shares of them.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or is wrong; carries all errors.</exception>
    public static FaultPlan Read(string path, int users, TimeSpan runtime) => FaultPlanReader.Read(path, users, runtime);

    /// <summary>What it does otherwise than its thresholds alone say, in sentences to be read before the load.</summary>
    /// <param name="load">The load.</param>
    public IReadOnlyList<string> Notes(PlannedLoad load) => PlanNotes.Waits(this, load);

    /// <summary>Errors for the services that are not among those of the system, at their places in the file.</summary>
    /// <param name="services">Names of the services that exist.</param>
    public IReadOnlyList<ConfigurationError> Validate(IReadOnlyCollection<string> services)
    {
        var running = services.Count == 0 ? "No service is running here." : $"Running here: {string.Join(", ", services)}.";
        var errors = new List<ConfigurationError>();
        foreach (var target in Rules.Select(r => r.Target))
        {
            foreach (var (index, name) in target.Services.Index().Where(s => !services.Contains(s.Item)))
            {
                var place = target.ServicePlaces.ElementAtOrDefault(index);
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

    /// <summary>Warnings for the rules that do not fire before the load ends, as sentences.</summary>
    /// <param name="load">The load.</param>
    public IReadOnlyList<string> Unreachable(PlannedLoad load) => PlanNotes.Unreachable(this, load);

    /// <summary>When each of the rules fires, as far as anybody knows before the load.</summary>
    /// <param name="load">The load.</param>
    public IReadOnlyList<PlannedFiring> Firings(PlannedLoad load) => PlannedFiring.Of(this, load);
}
