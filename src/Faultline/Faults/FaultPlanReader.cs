using Faultline.Configuration;

namespace Faultline.Faults;

/// <summary>Reads <c>kill_config.json</c> and collects everything that is wrong with it.</summary>
internal static class FaultPlanReader
{
    private static readonly string[] RootKeys = ["kill_triggers", "$schema", "$comment"];
    private static readonly string[] TriggerKeys = ["type", "threshold", "services", "count", "recovery_time", "not_before", "after_previous", "$comment"];
    private static readonly Dictionary<string, TriggerType> Types =
        new[] { TriggerType.Users, TriggerType.Time, TriggerType.Rps }.ToDictionary(FaultTrigger.NameOf);

    /// <summary>The plan in a file, for a load of so many users and this length.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or is wrong.</exception>
    public static FaultPlan Read(string path, int users, TimeSpan runtime)
    {
        var root = ConfigFile.Read(path, "`faultline init` writes an example.");
        var errors = new ErrorList(path);
        var items = ObjectReader.For(root, "the configuration", errors, RootKeys)?.List("kill_triggers", "triggers", mayBeEmpty: true);
        var triggers = (items ?? []).Select(item => Trigger(item, errors, users, runtime)).ToList();
        errors.ThrowIfAny();
        return new FaultPlan(triggers.ConvertAll(t => t!)) { Origin = path };
    }

    private static FaultTrigger? Trigger(ConfigNode node, ErrorList errors, int users, TimeSpan runtime)
    {
        if (ObjectReader.For(node, "a trigger", errors, TriggerKeys) is not { } reader) return null;

        var type = Type(reader, errors);
        var threshold = Threshold(reader, type, errors, users, runtime);
        var services = Services(reader, errors);
        var count = reader.Find("count", required: false) is null ? 1 : reader.Whole("count", 1);
        var recovery = Seconds("recovery_time");

        // Whatever is null here has been noted, and the errors are thrown before anybody sees the trigger.
        return new FaultTrigger(type ?? default, threshold ?? 0, [.. services.Select(s => s.Text)], count ?? 0, recovery)
        {
            NotBefore = Seconds("not_before"),
            AfterPrevious = Seconds("after_previous"),
            Place = node.Place,
            ServicePlaces = [.. services.Select(s => s.Place)],
        };

        double Seconds(string name) => reader.Number(name, 0, required: false) ?? 0;
    }

    /// <summary>A number, or a share of the users or of the length of the load, written as "30%".</summary>
    private static double? Threshold(ObjectReader reader, TriggerType? type, ErrorList errors, int users, TimeSpan runtime)
    {
        if (reader.Find("threshold", required: false) is not { Kind: ConfigKind.Text } value) return reader.Number("threshold", 0, required: true);

        if (ShareText.Percent(value.Text) is not (<= 100 and var percent))
            errors.Add($"\"threshold\" must be a number, or a share from \"0%\" to \"100%\", not {value.Description}", value.Place);
        else if (type == TriggerType.Rps)
            errors.Add(
                $"\"threshold\" must be a number of requests per second, not {value.Description}", value.Place,
                "Nobody knows beforehand what all requests per second would be, so there is no share of them; users and time take one.");
        else if (type is not null)
            return type == TriggerType.Users ? ShareText.Of(percent, users) : runtime.TotalSeconds * percent / 100;

        return null;
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
