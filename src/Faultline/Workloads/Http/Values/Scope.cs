namespace Faultline.Workloads.Http.Values;

/// <summary>Names of the variables of a model; each has a slot.</summary>
internal sealed class VariableTable
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    /// <summary>Names by slot.</summary>
    public IReadOnlyList<string> Names => _names;

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

/// <summary>A variable's value: nothing, a whole number, or a text.</summary>
internal readonly record struct Value(string? Text, long Number)
{
    /// <summary>Whether it was given.</summary>
    public bool IsGiven => Text is not null || IsNumber;

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>A number.</summary>
    public static Value Of(long number) => new(null, number) { IsNumber = true };

    /// <summary>A text.</summary>
    public static Value Of(string text) => new(text, 0);
}

/// <summary>
/// The values that templates and expressions see: the variables by slot, and the answer that is read, which <c>$.</c> means.
/// One per user, used again for each iteration.
/// </summary>
internal sealed class Scope(int variables)
{
    private readonly Value[] _values = new Value[variables];

    /// <summary>The value in a slot.</summary>
    public ref Value this[int slot] => ref _values[slot];

    /// <summary>The JSON that paths are looked up in; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Answer { get; set; }

    /// <summary>The element of a list that <c>$name.…</c> means inside <c>each</c>; empty outside.</summary>
    public ReadOnlyMemory<byte> Element { get; set; }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_values);
        Answer = default;
        Element = default;
    }
}
