using System.Data.Common;
using System.Text.Json;

namespace Shop.Order.Sagas;

/// <summary>
/// The log of sagas, as one owner (a replica since its start) writes it. Every entry is conditional on the owner
/// and the epoch, so that a replica whose sagas were taken over can neither go on with them nor commit them.
/// </summary>
/// <param name="database">The store of the orders.</param>
/// <param name="owner">Who writes.</param>
/// <param name="plan">The steps of an order's checkout.</param>
internal sealed class SagaLog(Database database, string owner, Func<CustomerOrder, IReadOnlyList<SagaStep>> plan)
{
    private const string Columns = "id, order_id, plan, step, epoch";
    private const string Open = "state IN ('stepping', 'compensating')";
    private const string Mine = "id=$1 AND owner=$2 AND epoch=$3 AND state='stepping'";

    /// <summary>Begins the checkout of an order; its first step is logged with it.</summary>
    public Task<SagaStart> BeginAsync(string id, string orderId) => database.WriteAsync(session =>
    {
        if (OrderBook.Find(session, orderId) is not { } order)
            return new SagaStart(null, CheckoutAnswer.Refused($"Order {orderId} not found"));
        if (order.Paid)
            return new SagaStart(null, CheckoutAnswer.Paid);
        if (OrderBook.HasOpenSaga(session, orderId))
            return new SagaStart(null, CheckoutAnswer.Refused("Checkout in progress"));

        IReadOnlyList<SagaStep> steps = plan(order);
        var saga = new Saga(id, orderId, steps, Step: steps.Count > 0 ? 0 : -1, Epoch: 0);
        session.Execute(
            "INSERT INTO sagas(id, order_id, plan, step, owner, epoch, state) VALUES($1, $2, $3, $4, $5, $6, 'stepping')",
            id, orderId, JsonSerializer.Serialize(steps), saga.Step, owner, saga.Epoch);
        return new SagaStart(saga, default);
    });

    /// <summary>Logs that a step is about to be taken; false where the saga is no longer this owner's.</summary>
    public Task<bool> StepAsync(Saga saga, int step) => database.WriteAsync(session =>
        session.Execute($"UPDATE sagas SET step=$4 WHERE {Mine}", saga.Id, owner, saga.Epoch, step) == 1);

    /// <summary>Makes the order paid and the saga done, in one transaction; false where the saga is no longer this owner's.</summary>
    public Task<bool> CommitAsync(Saga saga) => database.WriteAsync(session =>
    {
        if (session.Execute($"UPDATE sagas SET state='done' WHERE {Mine}", saga.Id, owner, saga.Epoch) == 0)
            return false;
        OrderBook.MarkPaid(session, saga.OrderId);
        return true;
    });

    /// <summary>
    /// Gives a saga up: from then on it can never be committed. The logged steps up to <paramref name="last"/> are to be
    /// undone; with −1 there are none, and it is at its end.
    /// </summary>
    public Task<bool> AbortAsync(Saga saga, int last = int.MaxValue) => database.WriteAsync(session =>
        session.Execute(
            $"UPDATE sagas SET state=$4, step=CASE WHEN step<$5 THEN step ELSE $5 END WHERE {Mine}",
            saga.Id, owner, saga.Epoch, last < 0 ? "aborted" : "compensating", last) == 1);

    /// <summary>Ends a saga whose steps are undone.</summary>
    public Task<int> EndAsync(Saga saga) => database.WriteAsync(session =>
        session.Execute("UPDATE sagas SET state='aborted' WHERE id=$1 AND state='compensating'", saga.Id));

    /// <summary>This owner's open sagas in a state.</summary>
    public IReadOnlyList<Saga> Find(string state) => database.Read(session => session.Query(
        $"SELECT {Columns} FROM sagas WHERE {Open} AND state=$1 AND owner=$2", Read, state, owner));

    /// <summary>
    /// Renews this owner's lease and takes over, to undo them, the open sagas of all owners that have not renewed
    /// theirs since a time (milliseconds since 1970); returns how many these were.
    /// </summary>
    public Task<int> BeatAsync(long now, long expired) => database.WriteAsync(session =>
    {
        session.Execute("INSERT INTO owners(owner, beat) VALUES($1, $2) ON CONFLICT(owner) DO UPDATE SET beat=$2", owner, now);
        session.Execute("DELETE FROM owners WHERE beat<$1", expired);
        return session.Execute(
            $"UPDATE sagas SET owner=$1, epoch=epoch+1, state='compensating' WHERE {Open} AND owner NOT IN (SELECT owner FROM owners)",
            owner);
    });

    /// <summary>Gives up the lease, so that the others take over at once.</summary>
    public Task<int> LeaveAsync() => database.WriteAsync(session => session.Execute("DELETE FROM owners WHERE owner=$1", owner));

    private static Saga Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        JsonSerializer.Deserialize<List<SagaStep>>(row.GetString(2)) ?? [],
        row.GetInt32(3),
        row.GetInt64(4));
}
