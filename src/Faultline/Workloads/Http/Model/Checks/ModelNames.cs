namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>Names whose parts could not be read.</summary>
internal sealed class UnreadNames
{
    /// <summary>Targets.</summary>
    public HashSet<string> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>Accounts.</summary>
    public HashSet<string> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>Entities.</summary>
    public HashSet<string> Entities { get; } = new(StringComparer.Ordinal);

    /// <summary>Operations.</summary>
    public HashSet<string> Operations { get; } = new(StringComparer.Ordinal);

    /// <summary>Scripts that end before a step that could not be read, or that have a share which could not.</summary>
    public HashSet<ScriptSpec> Scripts { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a script, or its share, is missing altogether.</summary>
    public bool Mix { get; set; }
}

/// <summary>What a model declares, by name.</summary>
internal sealed class ModelNames(SystemModel model, UnreadNames unread)
{
    /// <summary>What could not be read.</summary>
    public UnreadNames Unread { get; } = unread;

    /// <summary>Names of the targets.</summary>
    public IReadOnlyList<string> Targets { get; } = [.. model.Targets.Select(t => t.Name)];

    /// <summary>Names of the accounts.</summary>
    public IReadOnlyList<string> Accounts { get; } = [.. model.Accounts.Select(a => a.Name)];

    /// <summary>Names of the entities.</summary>
    public IReadOnlyList<string> Entities { get; } = [.. model.Entities.Select(e => e.Name)];

    /// <summary>Names of the operations.</summary>
    public IReadOnlyList<string> Operations { get; } = [.. model.Operations.Select(o => o.Name)];

    /// <summary>The operation of a name, or null.</summary>
    public OperationSpec? Operation(string name) => model.Operations.FirstOrDefault(o => o.Name == name);

    /// <summary>The entities of a name, or null.</summary>
    public EntitySpec? Entity(string name) => model.Entities.FirstOrDefault(e => e.Name == name);

    /// <summary>The name of the variable in a slot.</summary>
    public string Variable(int slot) => model.Variables.Names[slot];
}
