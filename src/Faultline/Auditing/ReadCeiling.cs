namespace Faultline.Auditing;

/// <summary>
/// The highest balance that a read of one account can tell, in a system in which every effect takes place at one
/// moment between the begin and the end of its attempt. With all signs turned it is the lowest. Reads are shown to it
/// by the time at which they were sent.
/// </summary>
/// <param name="begun">What the attempts may do, by their begin.</param>
/// <param name="ended">What those that the system was done with may have done, by their end.</param>
/// <param name="sign">1 for the ceiling, −1 for the floor, turned round.</param>
internal sealed class ReadCeiling(EffectTimeline begun, EffectTimeline ended, int sign)
{
    // Ends of attempts, and how high the ceiling was before each.
    private readonly List<(int End, Int128 Before)> _higher = [];
    private Int128 _opening;
    private Int128 _limit;

    // Sums over all that had begun: what may have been added, what may have been taken and can be given back.
    private Int128[] _added = [];
    private Int128[] _undone = [];

    // Sums over all that had ended: what of the additions is certainly not there or certainly taken, and what certainly
    // is there or can be given back no more.
    private Int128[] _gone = [];
    private Int128[] _notAdded = [];
    private Int128[] _settled = [];
    private int _passed;
    private Int128? _seen;
    private TimeSpan _seenAt;

    /// <summary>Starts anew with the account that the times are of.</summary>
    public void Start(Account account)
    {
        _opening = (Int128)account.Opening * sign;
        _limit = !account.Kind.IsFlag ? Int128.MaxValue : sign > 0 ? 1 : 0;
        _higher.Clear();
        (_passed, _seen, _seenAt) = (0, null, default);
        Reserve(begun.Count + 1);
        for (var i = 0; i < begun.Count; i++)
        {
            ref readonly var effect = ref begun[i];
            _added[i + 1] = _added[i] + Up(effect);
            _undone[i + 1] = _undone[i] + (effect.Undone ? Down(effect) : 0);
        }

        for (var i = 0; i < ended.Count; i++)
        {
            ref readonly var effect = ref ended[i];
            Int128 up = Up(effect), down = Down(effect);
            _notAdded[i + 1] = _notAdded[i] + (effect.Counts ? 0 : up);
            _gone[i + 1] = _gone[i] + (effect.Counts ? 0 : up) + (effect.Stands ? down : 0);
            _settled[i + 1] = _settled[i] + (effect.Stands ? up : 0) + (effect.Undone ? down : 0);
        }
    }

    /// <summary>The highest balance that any of the attempts begun by then could make, whatever became of them.</summary>
    public Int128 Ever(TimeSpan end) => Int128.Min(_limit, _opening + _added[begun.UpTo(end)]);

    /// <summary>The highest that was possible during the read.</summary>
    public Int128 During(in AccountRead read) => At(read.Sent, read.Completed);

    /// <summary>The highest that earlier reads leave possible, or null where there was none.</summary>
    public Int128? AfterOthers(in AccountRead read) =>
        _seen + _added[begun.UpTo(read.Completed)] - _notAdded[ended.Before(read.Sent)];

    /// <summary>Takes in a read that ended before any that is asked about from now on was sent.</summary>
    public void Saw(in AccountRead read)
    {
        var at = ended.Before(read.Sent);
        var seen = (Int128)read.Value * sign + _undone[begun.UpTo(read.Completed)] - _settled[at];
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
        for (var end = ended.Before(read.Sent); _passed < end; _passed++)
        {
            var before = At(ended.Time(_passed), ended.Time(_passed));
            while (_higher.Count > 0 && _higher[^1].Before <= before)
                _higher.RemoveAt(_higher.Count - 1);
            _higher.Add((_passed, before));
        }

        int low = 0, high = _higher.Count;
        var value = (Int128)read.Value * sign;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_higher[middle].Before >= value)
                low = middle + 1;
            else
                high = middle;
        }

        var since = low == 0 ? TimeSpan.Zero : ended.Time(_higher[low - 1].End);
        return since < read.Sent ? read.Sent - since : TimeSpan.Zero;
    }

    private Int128 At(TimeSpan from, TimeSpan to) =>
        Int128.Min(_limit, _opening + _added[begun.UpTo(to)] - _gone[ended.Before(from)]);

    private Int128 Up(in ReadEffect effect) => Int128.Max(0, (Int128)effect.Amount * sign);

    private Int128 Down(in ReadEffect effect) => Int128.Max(0, -(Int128)effect.Amount * sign);

    // The first of all sums is 0 and stays so.
    private void Reserve(int size)
    {
        if (_added.Length >= size)
            return;
        size = Math.Max(size, 2 * _added.Length);
        (_added, _undone) = (new Int128[size], new Int128[size]);
        (_gone, _notAdded, _settled) = (new Int128[size], new Int128[size], new Int128[size]);
    }
}
