namespace Faultline.Faults.Triggers;

/// <summary>A trigger that <c>kill_config.json</c> can name, and what its reader and its schema must know of it.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Values">What its threshold is a number of.</param>
/// <param name="Meaning">What is watched, as half a sentence.</param>
/// <param name="At">Makes one with a threshold.</param>
internal sealed record TriggerKind(string Name, string Values, string Meaning, Func<double, Trigger> At)
{
    /// <summary>All of them, in the order in which they are told.</summary>
    public static IReadOnlyList<TriggerKind> All { get; } = [UsersTrigger.Kind, TimeTrigger.Kind, RpsTrigger.Kind];

    /// <summary>
    /// The threshold that a share (in percent) means in a load of so many users and this length; null where nobody knows
    /// beforehand what it would be a share of.
    /// </summary>
    public Func<double, int, TimeSpan, double>? Share { get; init; }

    /// <summary>The one of a name, or null.</summary>
    public static TriggerKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);
}
