using Faultline.Configuration;

namespace Faultline.Faults;

/// <summary>Reads <c>kill_config.json</c>, telling everything that is wrong with it at once.</summary>
internal static class FaultPlanReader
{
    private const string TriggersKey = "kill_triggers";
    private static readonly string[] TriggerKeys = ["type", "threshold", "services", "count", "recovery_time"];
    private static readonly string[] Types = [.. Enum.GetValues<TriggerType>().Select(t => t.ToString().ToLowerInvariant())];

    public static FaultPlan Read(string path)
    {
        var errors = new List<ConfigurationError>();
        var root = new ConfigReader(
            ConfigText.Read(path, "Next: check --kill-config; without it kill_config.json is read if it is there"), path, [TriggersKey], errors);
        var triggers = (root.RequiredList(TriggersKey) ?? []).Select(node => Trigger(node, errors)).ToArray();
        ConfigReader.ThrowIfAny(errors);
        return new FaultPlan { Triggers = [.. triggers.OfType<FaultTrigger>()] };
    }

    private static FaultTrigger? Trigger(ConfigNode node, List<ConfigurationError> errors)
    {
        var reader = new ConfigReader(node, "a trigger", TriggerKeys, errors);
        var type = Type(reader.RequiredText("type"), errors);
        var threshold = reader.RequiredNumber("threshold", 0);
        var services = Services(reader, errors);
        var count = reader.OptionalWhole("count", 1, 1);
        var recovery = reader.OptionalNumber("recovery_time", 0, 0);
        return type is { } t && threshold is { } h && services is not null && count is { } c && recovery is { } r
            ? new FaultTrigger(t, h, [.. services.Select(s => s.Text)], c, r) { Positions = [.. services.Select(s => s.Position)] }
            : null;
    }

    private static TriggerType? Type(ConfigNode? node, List<ConfigurationError> errors)
    {
        if (node is null) return null;
        var index = Array.IndexOf(Types, node.Text);
        if (index >= 0) return Enum.GetValues<TriggerType>()[index];
        errors.Add(node.Position.Error(
            $"unknown trigger type \"{node.Text}\"",
            $"Known: {string.Join(", ", Types)}.{(Suggestion.For(node.Text, Types) is { } near ? $" Did you mean \"{near}\"?" : "")}"));
        return null;
    }

    private static ConfigNode[]? Services(ConfigReader reader, List<ConfigurationError> errors)
    {
        if (reader.RequiredList("services") is not { } list) return null;
        if (list.Count == 0)
        {
            errors.Add(reader.Required("services")!.Position.Error("\"services\" names no service"));
            return null;
        }

        var names = list.Select(item => reader.Text(item, "a service")).ToArray();
        foreach (var twice in names.OfType<ConfigNode>().GroupBy(n => n.Text).Where(g => g.Count() > 1))
            errors.Add(twice.Last().Position.Error($"\"{twice.Key}\" stands twice in \"services\"", "Use \"count\" to kill several instances"));
        return names.Contains(null) ? null : [.. names.OfType<ConfigNode>()];
    }
}
