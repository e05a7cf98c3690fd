namespace Faultline.Workloads;

/// <summary>
/// How many calls at once a system bears. Doubled each round as long as all is well, then raised by one a round; halved
/// where a call got no answer (additive increase, multiplicative decrease: Chiu and Jain 1989; slow start: Jacobson
/// 1988). A round is as many answers as calls may be in flight. Not raised while answers are slow.
/// </summary>
/// <param name="first">Calls at once in the beginning, from 1.</param>
/// <param name="most">Calls at once at most.</param>
/// <param name="slow">Time of an answer from which more calls at once would only wait for each other.</param>
internal sealed class AdaptiveLimit(int first, int most, TimeSpan slow)
{
    private readonly Lock _gate = new();
    private double _limit = Math.Min(first, most);
    private bool _hasShrunk;
    private int _shrinks;

    /// <summary>Calls that may be in flight at once now, from 1.</summary>
    public int Now
    {
        get
        {
            lock (_gate) return (int)_limit;
        }
    }

    /// <summary>Times it was halved: a call is given this number as it begins, and hands it back as it ends.</summary>
    public int Shrinks
    {
        get
        {
            lock (_gate) return _shrinks;
        }
    }

    /// <summary>A call was answered, whatever the answer.</summary>
    public void Answered(TimeSpan took)
    {
        lock (_gate)
        {
            if (took < slow) _limit = Math.Min(most, _limit + (_hasShrunk ? 1 / _limit : 1));
        }
    }

    /// <summary>A call got no answer. Calls that were in flight together tell of one overload, and count once.</summary>
    /// <param name="shrinksAtBegin"><see cref="Shrinks"/> when it began.</param>
    public void Unanswered(int shrinksAtBegin)
    {
        lock (_gate)
        {
            if (shrinksAtBegin != _shrinks) return;

            _hasShrunk = true;
            _shrinks++;
            _limit = Math.Max(1, _limit / 2);
        }
    }
}
