using Faultline.Configuration;

namespace Faultline.Faults;

/// <summary>The faults of a run: what <c>kill_config.json</c> says.</summary>
/// <param name="Triggers">In the order of the configuration.</param>
public sealed record FaultPlan(IReadOnlyList<FaultTrigger> Triggers)
{
    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new([]);

    /// <summary>The file that <c>kill_config.json</c> starts as, equal to the default plan for 1,000 users, and its schema.</summary>
    public static IReadOnlyList<StarterFile> StarterFiles { get; } = [new("kill_config.json"), new("kill_config.schema.json")];

    /// <summary>What it was read from, as errors name it: a file, or an option of the command line; null for the default plan.</summary>
    public string? Origin { get; init; }

    /// <summary>Reads a plan from a file.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or is wrong; carries all errors.</exception>
    public static FaultPlan Read(string path) => FaultPlanReader.Read(path);

    /// <summary>
    /// The plan where there is no file: at 30 % of the users one order service is killed for 30 s, at 60 % one
    /// payment service until the end of the load, at 80 % one stock service for 60 s.
    /// </summary>
    public static FaultPlan Default(int users)
    {
        return new FaultPlan([At(30, "order-service", 30), At(60, "payment-service", 0), At(80, "stock-service", 60)]);

        FaultTrigger At(double percent, string service, double recoveryTime) =>
            new(TriggerType.Users, Math.Ceiling(users * percent / 100), [service], 1, recoveryTime);
    }

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

    /// <summary>Warnings for the triggers that a load cannot reach, as sentences.</summary>
    /// <param name="users">Virtual users at most.</param>
    /// <param name="runtime">Length of the load.</param>
    public IReadOnlyList<string> Unreachable(int users, TimeSpan runtime)
    {
        var warnings = new List<string>();
        foreach (var trigger in Triggers)
        {
            var reason = trigger.Type switch
            {
                TriggerType.Users when trigger.Threshold > users => $"the load has {trigger.Measure(users)}",
                // What fires as the load ends kills nothing that is still under load.
                TriggerType.Time when trigger.Threshold >= runtime.TotalSeconds => $"the load ends after {trigger.Measure(runtime.TotalSeconds)}",
                _ => null,
            };
            if (reason is null) continue;

            var where = trigger.Place is { } place ? $"{Origin}:{place.Line}: " : "";
            warnings.Add($"{where}the trigger at {trigger.Measure(trigger.Threshold)} ({string.Join(", ", trigger.Services)}) will not fire: {reason}.{(trigger.Type == TriggerType.Users && Origin is not null ? $" Without {Path.GetFileName(Origin)}, the triggers follow the number of users." : "")}");
        }

        return warnings;
    }
}
