namespace Faultline.Auditing;

/// <summary>
/// What the attempts may do to one account, by the time at which they began or ended; filled anew for each account, so
/// that the space of one serves all.
/// </summary>
internal sealed class EffectTimeline
{
    private ReadEffect[] _effects = [];
    private long[] _ticks = [];

    public int Count { get; private set; }

    public ref readonly ReadEffect this[int place] => ref _effects[place];

    /// <summary>Takes all of them, by the begin of their attempts.</summary>
    public void Begun(ReadOnlySpan<ReadEffect> effects)
    {
        Clear(effects.Length);
        foreach (ref readonly var effect in effects)
            Add(effect, effect.Attempt.Sent);
        Sort();
    }

    /// <summary>Takes those that the system was done with when the answer came, or when it had to be, by that time.</summary>
    public void Ended(ReadOnlySpan<ReadEffect> effects)
    {
        Clear(effects.Length);
        foreach (ref readonly var effect in effects)
        {
            if (effect.Ended)
                Add(effect, effect.Attempt.Completed);
        }

        Sort();
    }

    public TimeSpan Time(int place) => new(_ticks[place]);

    /// <summary>How many are earlier.</summary>
    public int Before(TimeSpan time) => UpTo(time.Ticks - 1);

    /// <summary>How many are not later.</summary>
    public int UpTo(TimeSpan time) => UpTo(time.Ticks);

    private void Clear(int most)
    {
        Count = 0;
        if (_effects.Length >= most)
            return;
        most = Math.Max(most, 2 * _effects.Length);
        (_effects, _ticks) = (new ReadEffect[most], new long[most]);
    }

    private void Add(in ReadEffect effect, TimeSpan time)
    {
        _effects[Count] = effect;
        _ticks[Count++] = time.Ticks;
    }

    private void Sort() => Array.Sort(_ticks, _effects, 0, Count);

    private int UpTo(long ticks)
    {
        int low = 0, high = Count;
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
