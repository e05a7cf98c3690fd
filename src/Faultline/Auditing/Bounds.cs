namespace Faultline.Auditing;

/// <summary>How many times a transaction may have applied, both ends included.</summary>
internal readonly record struct Bounds(int Lo, int Hi)
{
    // More than any run makes of one transaction.
    public const int Extreme = 1 << 30;

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
        RepeatRule.Refused or RepeatRule.AcceptedWithoutEffect when appliedBefore => default,
        RepeatRule.Refused or RepeatRule.AcceptedWithoutEffect => new(Math.Min(1, accepted), Math.Min(1, accepted + unknown)),
    };

    /// <summary>The bounds where attempts may be missing from the records.</summary>
    public Bounds WithMissing(RepeatRule repeat, bool appliedBefore) => repeat switch
    {
        RepeatRule.AppliesAgain or RepeatRule.Unknown => this with { Hi = Extreme },
        RepeatRule.Refused or RepeatRule.AcceptedWithoutEffect => appliedBefore ? this : this with { Hi = 1 },
    };

    /// <summary>The bounds stretched over what was seen, as far as there are numbers for it.</summary>
    public Bounds Including(Int128 effects)
    {
        var within = (int)Int128.Clamp(effects, -Extreme, Extreme);
        return new(Math.Min(Lo, within), Math.Max(Hi, within));
    }

    /// <summary>The lowest and the highest change that effects within the bounds make at this amount each, exactly.</summary>
    public (Int128 Least, Int128 Most) Times(long amount) =>
        amount >= 0 ? (Times(amount, Lo), Times(amount, Hi)) : (Times(amount, Hi), Times(amount, Lo));

    private static Int128 Times(long amount, int effects) =>
        amount == (int)amount ? amount * effects : (Int128)amount * effects;
}
