using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>
/// When which checkout of the consistency test is begun. Without a fault in their midst: as fast as the users can.
/// With one: as fast as they can until it shows, so that it meets checkouts halfway; then a few, evenly, as long as the
/// outage lasts, for a gateway that refuses takes milliseconds and all would be gone; and the rest over the seconds
/// after it, once one was answered again. Only these few and those in flight can end unknown.
/// </summary>
/// <param name="orders">Checkouts, all together.</param>
/// <param name="fault">The fault in their midst, or null.</param>
internal sealed class BurstPace(int orders, BurstFault? fault)
{
    // Of all checkouts: how many a fault that was called may let pass at full speed before it shows, and how many meet the outage.
    private const double ShareUntilSeen = 0.3;
    private const double ShareInOutage = 0.01;

    // An outage that lasts longer than was planned is asked less and less often.
    private const double Slowing = 1.5;

    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private int _taken;
    private int _answered;
    private int? _takenAtThreshold;
    private int _firstAfter = int.MaxValue;
    private Stage _stage;
    private FaultStage _told;
    private TimeSpan _since;
    private TimeSpan _gap;
    private TimeSpan _due;

    private enum Stage
    {
        Full,
        Trickle,
        Rest,
    }

    /// <summary>The next checkout, where one is due now.</summary>
    /// <param name="now">Any monotonic time.</param>
    /// <param name="order">Its number, from 0.</param>
    public bool TryTake(TimeSpan now, out int order)
    {
        lock (_gate)
        {
            Advance(now);
            order = _taken;
            if (_taken >= orders || (_stage != Stage.Full && now < _due)) return false;

            _taken++;
            if (_stage != Stage.Full)
            {
                // Spread from where it was due, so that a late user costs no time; but what was missed is not caught up at once.
                _due = (_due + _gap > now ? _due : now) + _gap;
                if (_stage == Stage.Trickle && now - _since > fault!.Recovery) _gap *= Slowing;
            }

            return true;
        }
    }

    /// <summary>How long to wait before asking again; null where nothing is left.</summary>
    public TimeSpan? Wait(TimeSpan now)
    {
        lock (_gate)
        {
            if (_taken >= orders) return null;
            if (_stage == Stage.Full || _due <= now) return TimeSpan.Zero;

            // What is told meanwhile may bring it forward.
            return _due - now < LongestLook ? _due - now : LongestLook;
        }
    }

    /// <summary>A checkout has ended.</summary>
    public void Ended(int order, Outcome outcome, TimeSpan now)
    {
        lock (_gate)
        {
            _answered++;
            if (fault is null) return;
            if (_takenAtThreshold is null && _answered >= fault.After) _takenAtThreshold = _taken;
            if (_stage == Stage.Full && _takenAtThreshold is not null && outcome == Outcome.Unknown) Trickle(now);
            else if (_stage == Stage.Trickle && order >= _firstAfter && outcome != Outcome.Unknown) SpreadRest(now);
        }
    }

    /// <summary>How far the fault is has been told.</summary>
    public void Told(FaultStage stage, TimeSpan now)
    {
        lock (_gate)
        {
            if (fault is null || fault.Recovery <= TimeSpan.Zero || stage == _told) return;
            _told = stage;
            if (stage == FaultStage.Standing && _stage == Stage.Full) Trickle(now);
            if (stage != FaultStage.Over || _stage == Stage.Rest) return;

            // One of those that begin from here on shows whether the way through is open again.
            if (_stage == Stage.Full) Trickle(now);
            _firstAfter = _taken;
            _gap = Evenly(fault.Recovery);
            _due = now;
        }
    }

    private void Advance(TimeSpan now)
    {
        if (fault is null || fault.Recovery <= TimeSpan.Zero) return;
        if (_stage == Stage.Full && _takenAtThreshold is { } then && _taken - then >= orders * ShareUntilSeen) Trickle(now);

        // What does not come back, or never went: the rest is asked all the same, and the verdict says what is missing.
        if (_stage == Stage.Trickle && now - _since >= fault.Recovery + fault.ReadyCap) SpreadRest(now);
    }

    private void Trickle(TimeSpan now)
    {
        if (fault!.Recovery <= TimeSpan.Zero) return;
        (_stage, _since, _gap) = (Stage.Trickle, now, Evenly(fault.Recovery));
        _due = now + _gap;
    }

    private TimeSpan Evenly(TimeSpan recovery) => recovery / Math.Max(1, Math.Round(orders * ShareInOutage));

    private void SpreadRest(TimeSpan now)
    {
        (_stage, _gap, _due) = (Stage.Rest, Aftermath / Math.Max(1, orders - _taken), now);
    }
}
