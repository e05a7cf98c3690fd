namespace Faultline.Auditing;

/// <summary>
/// How much may be computed before an answer is given up: counted in entries visited, not in seconds, so that a verdict
/// does not depend on the speed of the machine.
/// </summary>
internal sealed class Work(long limit)
{
    private const long Least = 1 << 22;
    private const long PerEntry = 16;

    private readonly long _limit = limit;
    private long _left = limit;

    /// <summary>Something was left undone for want of it.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>Enough for books of this size: some passes over everything.</summary>
    public static Work For(long entries) => new(Least + (PerEntry * entries));

    /// <summary>True while there is enough for that many entries, which are then used up.</summary>
    public bool Take(long entries)
    {
        _left -= entries + 1;
        Exhausted |= _left < 0;
        return _left >= 0;
    }

    /// <summary>Uses up that many entries for what is done in any case.</summary>
    public void Spend(long entries) => _left -= entries;

    /// <summary>As much again, for what is a help and must leave the checks all of theirs.</summary>
    public Work Again() => new(_limit);

    /// <summary>True where that many entries are left; for what is a help and no check, so that nothing counts as undone.</summary>
    public bool Affords(long entries) => _left > entries;
}
