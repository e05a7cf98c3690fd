namespace Faultline.Workloads.Http.Values;

/// <summary>Names of the variables of a model, each with a slot, and the secrets that its templates hold.</summary>
/// <param name="environment">Looks up <c>$env.NAME</c>; null for the environment of this process.</param>
internal sealed class VariableTable(Func<string, string?>? environment = null)
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    /// <summary>Names by slot.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>What was taken from the environment.</summary>
    public Secrets Secrets { get; } = new(environment ?? Environment.GetEnvironmentVariable);

    /// <summary>The slot of a name, which gets one where it has none.</summary>
    public int SlotOf(string name)
    {
        if (_slots.TryGetValue(name, out var slot)) return slot;
        _names.Add(name);
        return _slots[name] = _names.Count - 1;
    }

    /// <summary>The slot of a name, or −1.</summary>
    public int Find(string name) => _slots.GetValueOrDefault(name, -1);
}
