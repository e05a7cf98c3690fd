using Faultline.Configuration;
using Faultline.Faults.Triggers;

namespace Faultline.Faults;

/// <summary>The schema of <c>kill_config.json</c>, with the triggers that there are.</summary>
internal static class FaultPlanSchema
{
    /// <summary>The file, as it is written beside a configuration.</summary>
    public static StarterFile File { get; } = new("kill_config.schema.json") { Complete = Complete };

    private static string Complete(string text)
    {
        var kinds = TriggerKind.All;
        return text
            .Replace("\"TRIGGERS\"", Names(kinds), StringComparison.Ordinal)
            .Replace("\"TRIGGERS WITH SHARES\"", Names(kinds.Where(k => k.Share is not null)), StringComparison.Ordinal)
            .Replace("MEANINGS", string.Join(' ', kinds.Select(k => $"{k.Name}: {k.Meaning}.")), StringComparison.Ordinal)
            .Replace("VALUES", TextList.Of([.. kinds.Select(k => k.Values)], "or"), StringComparison.Ordinal);
    }

    private static string Names(IEnumerable<TriggerKind> kinds) => string.Join(", ", kinds.Select(k => $"\"{k.Name}\""));
}
