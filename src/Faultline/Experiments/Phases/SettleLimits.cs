namespace Faultline.Experiments.Phases;

/// <summary>When the state after a load may be judged.</summary>
/// <param name="QuietSince">Time of the run at which the last operation had ended and every instance was ready again.</param>
/// <param name="ServerTimeout">How long the system's own services may still work on a request after its caller is gone.</param>
/// <param name="Longest">The longest operation of the load, from sent to ended.</param>
/// <param name="Disturbed">A fault stood, or an outcome is unknown: services may still be working on what nobody waits for.</param>
/// <param name="Cap">Longest wait for a state that goes on moving.</param>
internal sealed record SettleLimits(TimeSpan QuietSince, TimeSpan ServerTimeout, TimeSpan Longest, bool Disturbed, TimeSpan Cap)
{
    private static readonly TimeSpan LeastQuiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastSpan = TimeSpan.FromSeconds(1);

    /// <summary>How long effects may come after the answer, for the kind of transaction whose effects may come latest.</summary>
    public TimeSpan SettleAfter { get; init; }

    /// <summary>
    /// How long everything must have been quiet before the first reading. Where nothing was disturbed, twice the longest
    /// operation and at least 2 s: whatever an accusation then rests on is looked at again. Effects that come after the
    /// answer have their time on top of that.
    /// </summary>
    public TimeSpan Quiet => (Disturbed ? ServerTimeout : Larger(Longest * 2, LeastQuiet)) + SettleAfter;

    /// <summary>How long what an accusation rests on must have stood still: no service can be working on it any more.</summary>
    public TimeSpan StandStill => ServerTimeout + SettleAfter;

    /// <summary>The time that two agreeing passes must span: twice the longest operation, and at least 1 s.</summary>
    public TimeSpan Span => Larger(Longest * 2, LeastSpan);

    /// <summary>The longest wait: the cap, but never less than it takes to see that what is accused stands still.</summary>
    public TimeSpan LongestWait => Larger(Cap, StandStill + Span);

    private static TimeSpan Larger(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
