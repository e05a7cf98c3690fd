namespace Faultline.Auditing;

/// <summary>What the attempts may do to one account, by the time at which they began or ended.</summary>
internal sealed class EffectTimeline
{
    private readonly ReadEffect[] _effects;
    private readonly long[] _ticks;

    private EffectTimeline(ReadEffect[] effects, long[] ticks)
    {
        var order = new int[effects.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(ticks, order);
        _ticks = ticks;
        _effects = new ReadEffect[effects.Length];
        for (var i = 0; i < order.Length; i++)
            _effects[i] = effects[order[i]];
    }

    public int Count => _ticks.Length;

    public ref readonly ReadEffect this[int place] => ref _effects[place];

    /// <summary>All of them, by the begin of their attempts.</summary>
    public static EffectTimeline Begun(List<ReadEffect> effects) =>
        new([.. effects], [.. effects.Select(static e => e.Attempt.Sent.Ticks)]);

    /// <summary>Those that the system was done with when the answer came, by the end of their attempts.</summary>
    public static EffectTimeline Ended(List<ReadEffect> effects)
    {
        ReadEffect[] ended = [.. effects.Where(static e => e.Ended)];
        return new(ended, Array.ConvertAll(ended, static e => e.Attempt.Completed.Ticks));
    }

    public TimeSpan Time(int place) => new(_ticks[place]);

    /// <summary>How many are earlier.</summary>
    public int Before(TimeSpan time) => UpTo(time.Ticks - 1);

    /// <summary>How many are not later.</summary>
    public int UpTo(TimeSpan time) => UpTo(time.Ticks);

    private int UpTo(long ticks)
    {
        int low = 0, high = _ticks.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_ticks[middle] <= ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
