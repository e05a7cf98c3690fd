namespace Faultline.IntegrationTests.Foreign;

/// <summary>It says that a checkout is done, of which one store knows nothing.</summary>
/// <param name="store">The store.</param>
/// <param name="once">Whether it happens to one order alone, however often that is checked out; else now and then.</param>
internal sealed class LosesEffect(Store store, bool once = false) : Behaviour
{
    private const int First = 20;
    private string? _order;

    public override void Apply(Effect effect, Action<Effect> next)
    {
        if (once && effect.Checkout >= First) _order ??= effect.Touched[0];
        if (effect.Store == store && (once ? effect.Touched[0] == _order : IsTurn(effect.Checkout))) Wronged.UnionWith(effect.Touched);
        else next(effect);
    }
}
