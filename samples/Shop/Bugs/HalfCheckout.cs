using Shop.Order;
using Shop.Order.Sagas;

namespace Shop.Bugs;

/// <summary>
/// Ends before the order is marked paid, like a process that dies there; and the lease of the dead never runs out, so that
/// nobody takes over what it left.
/// </summary>
internal sealed class HalfCheckout(ISagaEnd correct, OrderBook orders) : ISagaEnd
{
    private const int OneIn = 10;
    private const string Dead = "dead";

    public async Task<CheckoutAnswer> CommitAsync(Saga saga)
    {
        if (!OrderStrikes.Hits(orders, saga.OrderId, OneIn) || !await orders.Database.WriteAsync(session => Leave(session, saga)))
            return await correct.CommitAsync(saga);
        return CheckoutAnswer.Unknown("The connection to the store of orders was lost");
    }

    /// <summary>Leaves the saga to an owner who does nothing; false where it was taken over.</summary>
    private static bool Leave(Session session, Saga saga)
    {
        session.Execute("INSERT INTO owners(owner, beat) VALUES($1, $2) ON CONFLICT(owner) DO NOTHING", Dead, long.MaxValue);
        return session.Execute(
            "UPDATE sagas SET owner=$1 WHERE id=$2 AND epoch=$3 AND state='stepping'", Dead, saga.Id, saga.Epoch) == 1;
    }
}
