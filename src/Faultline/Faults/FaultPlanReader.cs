using Faultline.Configuration;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;

namespace Faultline.Faults;

/// <summary>Reads <c>kill_config.json</c> and collects everything that is wrong with it.</summary>
internal static class FaultPlanReader
{
    private static readonly string[] RootKeys = ["kill_triggers", "$schema", "$comment"];
    private static readonly string[] RuleKeys = ["type", "threshold", "services", "count", "recovery_time", "not_before", "after_previous", "$comment"];

    /// <summary>The plan in a file, for a load of so many users and this length.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or is wrong.</exception>
    public static FaultPlan Read(string path, int users, TimeSpan runtime)
    {
        var root = ConfigFile.Read(path, "`faultline init` writes an example.");
        var errors = new ErrorList(path);
        var items = ObjectReader.For(root, "the configuration", errors, RootKeys)?.List("kill_triggers", "triggers", mayBeEmpty: true);
        var rules = (items ?? []).Select(item => Rule(item, errors, users, runtime)).ToList();
        errors.ThrowIfAny();
        return new FaultPlan(rules.ConvertAll(r => r!)) { Origin = path };
    }

    private static FaultRule? Rule(ConfigNode node, ErrorList errors, int users, TimeSpan runtime)
    {
        if (ObjectReader.For(node, "a trigger", errors, RuleKeys) is not { } reader) return null;

        var kind = Kind(reader, errors);
        var threshold = Threshold(reader, kind, errors, users, runtime);
        var services = Services(reader, errors);
        var count = reader.Find("count", required: false) is null ? 1 : reader.Whole("count", 1);
        var recovery = Seconds("recovery_time");
        var (notBefore, afterPrevious) = (Seconds("not_before"), Seconds("after_previous"));

        // Whatever is null here has been noted, and the errors are thrown before anybody sees a rule.
        if (kind is null || threshold is not { } value || count is not { } instances) return null;

        var target = new FaultTarget([.. services.Select(s => s.Text)], instances) { ServicePlaces = [.. services.Select(s => s.Place)] };
        return new FaultRule(kind.At(value) with { NotBefore = notBefore, AfterPrevious = afterPrevious }, new KillAction(), target, recovery) { Place = node.Place };

        double Seconds(string name) => reader.Number(name, 0, required: false) ?? 0;
    }

    /// <summary>A number, or a share of the users or of the length of the load, written as "30%".</summary>
    private static double? Threshold(ObjectReader reader, TriggerKind? kind, ErrorList errors, int users, TimeSpan runtime)
    {
        if (reader.Find("threshold", required: false) is not { Kind: ConfigKind.Text } value) return reader.Number("threshold", 0, required: true);

        if (ShareText.Percent(value.Text) is not (<= 100 and var percent))
        {
            errors.Add($"\"threshold\" must be a number, or a share from \"0%\" to \"100%\", not {value.Description}", value.Place);
            return null;
        }

        if (kind is { Share: null })
        {
            var takers = TextList.Of([.. TriggerKind.All.Where(k => k.Share is not null).Select(k => k.Name)], "and");
            errors.Add(
                $"\"threshold\" must be a number of {kind.Values}, not {value.Description}", value.Place,
                $"Nobody knows beforehand what all {kind.Values} would be, so there is no share of them; {takers} take one.");
        }

        return kind?.Share?.Invoke(percent, users, runtime);
    }

    private static TriggerKind? Kind(ObjectReader reader, ErrorList errors)
    {
        if (reader.Text("type") is not { } value) return null;
        if (TriggerKind.Find(value.Text) is { } kind) return kind;

        string[] names = [.. TriggerKind.All.Select(k => k.Name)];
        errors.Add(
            $"unknown trigger type \"{SourceText.Cut(value.Text, 60)}\"",
            value.Place,
            $"The types: {string.Join(", ", names)}.{Suggestion.Question(value.Text, names)}");
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
