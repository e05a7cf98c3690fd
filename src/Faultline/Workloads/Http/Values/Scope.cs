namespace Faultline.Workloads.Http.Values;

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
