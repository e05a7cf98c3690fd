namespace Faultline.Recovery;

/// <summary>The band that a path must be back in to be steady.</summary>
/// <remarks>
/// The share of operations not served, the number served and p99 are each compared with those before the fault, by
/// counts: a bound holds where chance explains what exceeds it (<see cref="Chance"/>), in each second and in all of
/// them together. Beyond chance, one operation in a hundred more may go unserved, and the number served may be a tenth
/// short. p99 may be 1 + u times that of before, where u is the growth of the number of users since, and 25 ms, which
/// no one notices and a collected heap takes: it is in the band where one operation in a hundred, as chance has it, is
/// slower than that.
/// </remarks>
internal sealed class Band(Baseline before)
{
    private const double ShareTolerance = 0.01;
    private const double NumberTolerance = 0.1;
    private const double SlowShare = 0.01;

    private static readonly TimeSpan LatencyTolerance = TimeSpan.FromMilliseconds(25);

    /// <summary>Whether answers are in the band, of seconds in which this many were expected and users present.</summary>
    public bool Holds(PathSlot answers, double expected, double users) =>
        answers.Hurt <= Chance.Most((before.HurtShare + ShareTolerance) * answers.Ended)
        && answers.Served >= Chance.Least(expected * (1 - NumberTolerance), before.Served)
        && answers.Latencies.LongerThan(LatencyLimit(users)) <= Chance.Most(SlowShare * answers.Latencies.Count);

    /// <summary>The highest p99 with this many users.</summary>
    public TimeSpan LatencyLimit(double users)
    {
        var allowed = before.P99 * (1 + Math.Max(1, users / before.Users));
        var least = before.P99 + LatencyTolerance;
        return allowed > least ? allowed : least;
    }
}
