namespace Faultline.Faults.Actions;

/// <summary>The actions that there are, by name: what the journal names is undone by the action of that name.</summary>
internal static class FaultActions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IFaultAction> All { get; } = [new KillAction()];

    /// <summary>The action of a name; null for one of a later version of the tool.</summary>
    public static IFaultAction? Find(string name) => All.FirstOrDefault(a => a.Name == name);
}
