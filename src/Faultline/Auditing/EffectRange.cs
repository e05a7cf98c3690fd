namespace Faultline.Auditing;

/// <summary>How often a transaction may have applied: from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
internal readonly record struct EffectRange(long Low, long High)
{
    public bool IsKnown => Low == High;

    /// <summary>What the outcomes of the attempts allow.</summary>
    /// <param name="ok">Attempts that ended ok.</param>
    /// <param name="unknown">Attempts that ended unknown.</param>
    /// <param name="repeat">What a repeated attempt does.</param>
    /// <param name="appliedBefore">Its flag was set before the load, so that every attempt is a repeated one.</param>
    public static EffectRange Of(long ok, long unknown, RepeatRule repeat, bool appliedBefore)
    {
        if (repeat == RepeatRule.AppliesAgain) return new EffectRange(ok, ok + unknown);
        return appliedBefore ? new EffectRange(0, 0) : new EffectRange(Math.Min(1, ok), Math.Min(1, ok + unknown));
    }

    /// <summary>
    /// What is left when the flag has been read: not set, it never applied; set, it did at least once. Where that
    /// contradicts the outcomes the range stays as it is, and the contradiction is an anomaly of its own.
    /// </summary>
    public EffectRange With(bool? flag) => flag switch
    {
        true when High >= 1 => new EffectRange(Math.Max(1, Low), High),
        false when Low == 0 => new EffectRange(0, 0),
        _ => this,
    };

    /// <summary>
    /// Wide enough for whatever a transaction did that is already proved wrong, so that the balances of its accounts
    /// are not told as a second anomaly.
    /// </summary>
    public EffectRange Widened(long leastSeen, long mostSeen) =>
        new(Math.Min(Math.Min(Low, 0), leastSeen), Math.Max(Math.Max(High, 1), mostSeen));

    public override string ToString() => IsKnown ? Times(Low) : $"{Low} to {Times(High)}";

    private static string Times(long count) => count == 1 ? "1 time" : $"{count} times";
}
