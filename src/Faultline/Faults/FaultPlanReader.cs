using Faultline.Configuration;

namespace Faultline.Faults;

/// <summary>Reads <c>kill_config.json</c> and collects everything that is wrong with it.</summary>
internal static class FaultPlanReader
{
    private static readonly string[] RootKeys = ["kill_triggers", "$schema", "$comment"];
    private static readonly string[] TriggerKeys = ["type", "threshold", "services", "count", "recovery_time", "$comment"];
    private static readonly Dictionary<string, TriggerType> Types = Enum.GetValues<TriggerType>().ToDictionary(FaultTrigger.NameOf);

    /// <summary>The plan in a file.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or is wrong.</exception>
    public static FaultPlan Read(string path)
    {
        var root = ConfigFile.Read(path, "`faultline init` writes an example.");
        var errors = new ErrorList(path);
        var items = ObjectReader.For(root, "the configuration", errors, RootKeys)?.List("kill_triggers", "triggers", mayBeEmpty: true);
        var triggers = (items ?? []).Select(item => Trigger(item, errors)).ToList();
        errors.ThrowIfAny();
        return new FaultPlan(triggers.ConvertAll(t => t!)) { Origin = path };
    }

    private static FaultTrigger? Trigger(ConfigNode node, ErrorList errors)
    {
        if (ObjectReader.For(node, "a trigger", errors, TriggerKeys) is not { } reader) return null;

        var type = Type(reader, errors);
        var threshold = reader.Number("threshold", 0, required: true);
        var services = Services(reader, errors);
        var count = reader.Find("count", required: false) is null ? 1 : reader.Whole("count", 1);
        var recovery = reader.Find("recovery_time", required: false) is null ? 0 : reader.Number("recovery_time", 0, required: false);

        // Whatever is null here has been noted, and the errors are thrown before anybody sees the trigger.
        return new FaultTrigger(type ?? default, threshold ?? 0, [.. services.Select(s => s.Text)], count ?? 0, recovery ?? 0)
        {
            Place = node.Place,
            ServicePlaces = [.. services.Select(s => s.Place)],
        };
    }

    private static TriggerType? Type(ObjectReader reader, ErrorList errors)
    {
        if (reader.Text("type") is not { } value) return null;
        if (Types.TryGetValue(value.Text, out var type)) return type;

        errors.Add(
            $"unknown trigger type \"{SourceText.Cut(value.Text, 60)}\"",
            value.Place,
            $"The types: {string.Join(", ", Types.Keys)}.{Suggestion.Question(value.Text, Types.Keys)}");
        return null;
    }

    private static List<ConfigNode> Services(ObjectReader reader, ErrorList errors)
    {
        var services = new List<ConfigNode>();
        foreach (var item in reader.List("services", "names") ?? [])
        {
            if (!reader.IsText(item, "the name of a service")) continue;
            if (services.Exists(s => s.Text == item.Text))
                errors.Add($"\"{SourceText.Cut(item.Text, 60)}\" stands here twice", item.Place, "For more than one instance, raise \"count\".");
            else
                services.Add(item);
        }

        return services;
    }
}
