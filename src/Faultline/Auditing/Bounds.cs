namespace Faultline.Auditing;

/// <summary>How many times a transaction may have applied, both ends included.</summary>
internal readonly record struct Bounds(long Lo, long Hi)
{
    // More than any run makes of one transaction; keeps products with amounts far from overflow.
    private const long Extreme = 1 << 20;

    public bool Open => Hi > Lo;

    public bool Nothing => Lo == 0 && Hi == 0;

    /// <summary>Bounds from the answers alone.</summary>
    /// <param name="accepted">Attempts that ended ok.</param>
    /// <param name="unknown">Attempts with unknown outcome.</param>
    /// <param name="repeat">What repeated attempts do.</param>
    /// <param name="appliedBefore">The transaction's flag was set before the load.</param>
    public static Bounds Of(int accepted, int unknown, RepeatRule repeat, bool appliedBefore) => repeat switch
    {
        RepeatRule.AppliesAgain => new(accepted, accepted + unknown),
        RepeatRule.Unknown => new(appliedBefore ? 0 : Math.Min(1, accepted), accepted + unknown),
        _ when appliedBefore => default,
        _ => new(Math.Min(1, accepted), Math.Min(1, accepted + unknown)),
    };

    public Bounds Including(long effects)
    {
        effects = Math.Clamp(effects, -Extreme, Extreme);
        return new(Math.Min(Lo, effects), Math.Max(Hi, effects));
    }

    /// <summary>The lowest and the highest change that effects within the bounds make at this amount each.</summary>
    public (long Least, long Most) Times(long amount) =>
        amount >= 0 ? (amount * Lo, amount * Hi) : (amount * Hi, amount * Lo);
}
