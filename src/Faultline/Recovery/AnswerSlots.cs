namespace Faultline.Recovery;

/// <summary>How often answers of one class came, by the slot that their operations were intended for.</summary>
internal sealed class AnswerSlots
{
    private readonly Dictionary<int, int> _counts = [];
    private readonly Dictionary<int, double> _waiting = [];

    /// <summary>Slots with an answer, and how many.</summary>
    public IReadOnlyDictionary<int, int> Counts => _counts;

    /// <summary>Seconds of the load with an answer.</summary>
    public IEnumerable<int> Seconds => _waiting.Keys;

    /// <summary>Counts an answer that was waited for this long.</summary>
    public void Add(int slot, TimeSpan waited)
    {
        _counts[slot] = Count(slot) + 1;
        var second = slot / Slot.PerSecond;
        _waiting[second] = Waiting(second) + waited.TotalSeconds;
    }

    /// <summary>Answers in a slot.</summary>
    public int Count(int slot) => _counts.GetValueOrDefault(slot);

    /// <summary>Answers in a whole second.</summary>
    public int InSecond(int second)
    {
        var count = 0;
        for (var slot = second * Slot.PerSecond; slot < (second + 1) * Slot.PerSecond; slot++) count += Count(slot);
        return count;
    }

    /// <summary>User-seconds that the answers of a second were waited for.</summary>
    public double Waiting(int second) => _waiting.GetValueOrDefault(second);
}
