namespace Faultline.IntegrationTests.Foreign;

/// <summary>It is right, but what a checkout changes shows some time after the answer.</summary>
/// <param name="late">How long after.</param>
/// <param name="stores">The stores that are late; none: all.</param>
internal sealed class ShowsLate(TimeSpan late, params Store[] stores) : Behaviour
{
    /// <summary>Whether only what a repeated checkout changes is late.</summary>
    public bool OnlyRepeats { get; init; }

    /// <summary>Whether every other read is of a copy that is up to date.</summary>
    public bool Flickers { get; init; }

    public override void Apply(Effect effect, Action<Effect> next)
    {
        var isLate = (stores.Length == 0 || stores.Contains(effect.Store)) && (effect.IsRepeat || !OnlyRepeats);
        next(isLate ? effect with { Late = late, Flickers = Flickers } : effect);
    }
}
