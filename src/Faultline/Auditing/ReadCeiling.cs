namespace Faultline.Auditing;

/// <summary>
/// The highest balance that a read of one account can tell, in a system in which every effect takes place at one
/// moment between the begin and the end of its attempt. With all signs turned it is the lowest. Reads are shown to it
/// by the time at which they were sent.
/// </summary>
internal sealed class ReadCeiling
{
    private readonly int _sign;
    private readonly Int128 _opening;
    private readonly Int128 _limit;
    private readonly EffectTimeline _begun;
    private readonly EffectTimeline _ended;

    // Sums over all that had begun: what may have been added, what may have been taken and can be given back.
    private readonly Int128[] _added;
    private readonly Int128[] _undone;

    // Sums over all that had ended: what of the additions is certainly not there, what certainly is, what is certainly
    // taken, and what can be given back no more.
    private readonly Int128[] _notAdded;
    private readonly Int128[] _certain;
    private readonly Int128[] _taken;
    private readonly Int128[] _final;

    // Ends of attempts, and how high the ceiling was before each.
    private readonly List<(int End, Int128 Before)> _higher = [];
    private int _passed;
    private Int128? _seen;
    private TimeSpan _seenAt;

    /// <summary>The ceiling of an account, or with the sign −1 the floor, turned round.</summary>
    public ReadCeiling(Account account, EffectTimeline begun, EffectTimeline ended, int sign)
    {
        _sign = sign;
        _opening = (Int128)account.Opening * sign;
        _limit = !account.Kind.IsFlag ? Int128.MaxValue : sign > 0 ? 1 : 0;
        (_begun, _ended) = (begun, ended);
        (_added, _undone) = (new Int128[begun.Count + 1], new Int128[begun.Count + 1]);
        for (var i = 0; i < begun.Count; i++)
        {
            ref readonly var effect = ref begun[i];
            _added[i + 1] = _added[i] + Up(effect);
            _undone[i + 1] = _undone[i] + (effect.Undone ? Down(effect) : 0);
        }

        var size = ended.Count + 1;
        (_notAdded, _certain, _taken, _final) = (new Int128[size], new Int128[size], new Int128[size], new Int128[size]);
        for (var i = 0; i < ended.Count; i++)
        {
            ref readonly var effect = ref ended[i];
            Int128 up = Up(effect), down = Down(effect);
            _notAdded[i + 1] = _notAdded[i] + (effect.Counts ? 0 : up);
            _certain[i + 1] = _certain[i] + (effect.Stands ? up : 0);
            _taken[i + 1] = _taken[i] + (effect.Stands ? down : 0);
            _final[i + 1] = _final[i] + (effect.Undone ? down : 0);
        }
    }

    /// <summary>The highest balance that any of the attempts begun by then could make, whatever became of them.</summary>
    public Int128 Ever(TimeSpan end) => Int128.Min(_limit, _opening + _added[_begun.UpTo(end)]);

    /// <summary>The highest that was possible during the read.</summary>
    public Int128 During(in AccountRead read) => At(read.Sent, read.Completed);

    /// <summary>The highest that earlier reads leave possible, or null where there was none.</summary>
    public Int128? AfterOthers(in AccountRead read) =>
        _seen + _added[_begun.UpTo(read.Completed)] - _notAdded[_ended.Before(read.Sent)];

    /// <summary>Takes in a read that ended before any that is asked about from now on was sent.</summary>
    public void Saw(in AccountRead read)
    {
        var ended = _ended.Before(read.Sent);
        var seen = (Int128)read.Value * _sign + _undone[_begun.UpTo(read.Completed)] - _final[ended] - _certain[ended];
        if (_seen <= seen)
            return;
        _seen = seen;
        _seenAt = read.Completed;
    }

    /// <summary>For how long, at least, a balance above the ceiling had not been there when it was asked for.</summary>
    public TimeSpan OutOfDate(in AccountRead read, bool afterOthers)
    {
        if (afterOthers)
            return read.Sent - _seenAt;
        // The ceiling only falls when an attempt ends. Of those that have ended, the last before whose end it was high
        // enough: of two, the later one decides unless the earlier ceiling was higher.
        for (var end = _ended.Before(read.Sent); _passed < end; _passed++)
        {
            var before = At(_ended.Time(_passed), _ended.Time(_passed));
            while (_higher.Count > 0 && _higher[^1].Before <= before)
                _higher.RemoveAt(_higher.Count - 1);
            _higher.Add((_passed, before));
        }

        int low = 0, high = _higher.Count;
        var value = (Int128)read.Value * _sign;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_higher[middle].Before >= value)
                low = middle + 1;
            else
                high = middle;
        }

        var since = low == 0 ? TimeSpan.Zero : _ended.Time(_higher[low - 1].End);
        return since < read.Sent ? read.Sent - since : TimeSpan.Zero;
    }

    private Int128 At(TimeSpan from, TimeSpan to)
    {
        var ended = _ended.Before(from);
        return Int128.Min(_limit, _opening + _added[_begun.UpTo(to)] - _notAdded[ended] - _taken[ended]);
    }

    private Int128 Up(in ReadEffect effect) => Int128.Max(0, (Int128)effect.Amount * _sign);

    private Int128 Down(in ReadEffect effect) => Int128.Max(0, -(Int128)effect.Amount * _sign);
}
