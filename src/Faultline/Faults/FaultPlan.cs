using System.Globalization;
using Faultline.Configuration;

namespace Faultline.Faults;

/// <summary>The faults of a run: <c>kill_config.json</c>.</summary>
public sealed record FaultPlan
{
    /// <summary>A plan without faults.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>What kills what; each fires once.</summary>
    public IReadOnlyList<FaultTrigger> Triggers { get; init; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigurationException">It is missing or wrong; carries all errors.</exception>
    public static FaultPlan Read(string path) => FaultPlanReader.Read(path);

    /// <summary>
    /// The classic plan: an order service at 30 % of the users for 30 s, a payment service at 60 % until the load is
    /// over, a stock service at 80 % for 60 s.
    /// </summary>
    public static FaultPlan Default(int users) => new()
    {
        Triggers =
        [
            new FaultTrigger(TriggerType.Users, Math.Ceiling(users * 0.3), ["order-service"], 1, 30),
            new FaultTrigger(TriggerType.Users, Math.Ceiling(users * 0.6), ["payment-service"], 1, 0),
            new FaultTrigger(TriggerType.Users, Math.Ceiling(users * 0.8), ["stock-service"], 1, 60),
        ],
    };

    /// <summary>What does not fit the services that are there.</summary>
    /// <param name="services">Names of the services.</param>
    public IReadOnlyList<ConfigurationError> Validate(IReadOnlyCollection<string> services)
    {
        var errors = new List<ConfigurationError>();
        foreach (var trigger in Triggers)
            for (var i = 0; i < trigger.Services.Count; i++)
            {
                var name = trigger.Services[i];
                if (services.Contains(name)) continue;
                var message = $"unknown service \"{name}\"";
                var hint = services.Count == 0
                    ? "No services run here"
                    : $"Running here: {string.Join(", ", services.Order(StringComparer.Ordinal))}.{(Suggestion.For(name, services) is { } near ? $" Did you mean \"{near}\"?" : "")}";
                errors.Add(i < trigger.Positions.Count ? trigger.Positions[i].Error(message, hint) : new ConfigurationError(message, Hint: hint));
            }

        return errors;
    }

    /// <summary>Warnings about triggers that this load cannot reach.</summary>
    /// <param name="users">Virtual users at the peak.</param>
    /// <param name="spawnRate">Users added per second.</param>
    /// <param name="runtime">Length of the load.</param>
    public IReadOnlyList<string> Unreachable(int users, double spawnRate, TimeSpan runtime)
    {
        var reached = Math.Min(users, spawnRate * runtime.TotalSeconds);
        return [.. Triggers
            .Where(t => t.Type == TriggerType.Users && t.Threshold > reached || t.Type == TriggerType.Time && t.Threshold >= runtime.TotalSeconds)
            .Select(t => string.Create(
                CultureInfo.InvariantCulture,
                $"the trigger {t.TypeName} ≥ {t.Threshold:0.###} will not be reached: the load has {reached:0} users and {runtime.TotalSeconds:0.#} s"))];
    }
}
