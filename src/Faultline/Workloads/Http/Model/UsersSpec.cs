namespace Faultline.Workloads.Http.Model;

/// <summary>What users do.</summary>
/// <param name="ShortestPause">Shortest pause between two iterations.</param>
/// <param name="LongestPause">Longest pause between two iterations.</param>
/// <param name="Mix">Scripts, one of which each iteration is.</param>
internal sealed record UsersSpec(TimeSpan ShortestPause, TimeSpan LongestPause, IReadOnlyList<ScriptSpec> Mix)
{
    /// <summary>What a user keeps from answers.</summary>
    public SessionKind Session { get; init; }
}

/// <summary>A short script.</summary>
/// <param name="Share">Its share of the iterations, from 0 to 1; all shares sum to 1.</param>
/// <param name="Steps">One after the other; an operation that does not end ok ends the iteration, unless a retry follows.</param>
internal sealed record ScriptSpec(double Share, IReadOnlyList<Step> Steps)
{
    /// <summary>Its name in reports, for example <c>transfer</c>.</summary>
    public string Name { get; init; } = "";
}

/// <summary>A step of a script.</summary>
internal abstract record Step;

/// <summary>Draws an entity at random: <c>pick from of account != to</c>.</summary>
/// <param name="Slot">Slot of the variable that gets its id.</param>
/// <param name="Entity">Name of the entities.</param>
/// <param name="NotSlot">Slot of a variable that it must differ from; −1 for none.</param>
internal sealed record PickStep(int Slot, string Entity, int NotSlot) : Step;

/// <summary>Draws a whole number, each equally likely: <c>draw cents 1..50</c>.</summary>
internal sealed record DrawStep(int Slot, long Least, long Most) : Step;

/// <summary>Makes an id that no other has: <c>new id</c>.</summary>
internal sealed record NewStep(int Slot) : Step;

/// <summary>Waits as long as between two iterations, or as said: <c>pause 1s..2s</c>.</summary>
internal sealed record PauseStep(TimeSpan? Shortest, TimeSpan? Longest) : Step;

/// <summary>Sends an operation: its name.</summary>
internal sealed record CallStep(string Operation) : Step;

/// <summary>Sends an operation again where the last attempt ended so: <c>retry transfer 20% if unknown</c>.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Share">How often, from 0 to 1.</param>
/// <param name="IfUnknown">After an unknown outcome.</param>
/// <param name="IfFailed">After a refusal.</param>
internal sealed record RetryStep(string Operation, double Share, bool IfUnknown, bool IfFailed) : Step;
