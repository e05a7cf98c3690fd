namespace Faultline.IntegrationTests.Foreign;

/// <summary>It takes the stock and then answers 400, and never gives it back.</summary>
internal sealed class RefusesAfterPart : Behaviour
{
    public override Reply Work(Call call, ForeignBooks books, Func<Reply> desk)
    {
        var reply = desk();
        return call.IsCheckout && reply.IsOk && IsTurn(books.Checkouts) ? Reply.Refused("DB error") : reply;
    }

    public override void Apply(Effect effect, Action<Effect> next)
    {
        if (!IsTurn(effect.Checkout) || effect.Store == Store.Stock) next(effect);
        else Wronged.UnionWith(effect.Touched);
    }
}
