using Microsoft.Extensions.DependencyInjection;
using Shop.Order;
using Shop.Order.Sagas;

namespace Shop.Bugs;

/// <summary>Puts a bug around the part of the shop where it would live; without one, each part stays what it is.</summary>
internal static class ShopBugs
{
    public static ICheckout In(ICheckout checkout, ShopBug? bug, OrderBook orders) =>
        bug == ShopBug.LostAck ? new LostAck(checkout, orders)
        : bug == ShopBug.Phantom ? new Phantom(checkout, orders)
        : checkout;

    public static IStepCalls In(IStepCalls steps, ShopBug? bug, OrderBook orders) =>
        bug == ShopBug.DoubleCharge ? new DoubleStep(steps, orders, ofPayment: true)
        : bug == ShopBug.DoubleTake ? new DoubleStep(steps, orders, ofPayment: false)
        : bug == ShopBug.NoRefund ? new ForgottenUndo(steps, orders, ofPayment: true)
        : bug == ShopBug.NoRestock ? new ForgottenUndo(steps, orders, ofPayment: false)
        : steps;

    public static ISagaEnd In(ISagaEnd end, ShopBug? bug, OrderBook orders) =>
        bug == ShopBug.HalfCheckout ? new HalfCheckout(end, orders) : end;

    /// <summary>The steps of an order's checkout; where money is not given back it is taken first, which is right in itself.</summary>
    public static IReadOnlyList<SagaStep> Plan(CustomerOrder order, ShopBug? bug) =>
        bug == ShopBug.NoRefund ? [.. SagaStep.For(order).OrderByDescending(step => step.IsPayment)] : SagaStep.For(order);

    public static (IBalances Balances, IPosting Posting) InStock(Ledger items, IPosting posting, ShopBug? bug, TimeProvider time) =>
        bug == ShopBug.LostUpdate ? (items, new LostUpdate(posting, items, time))
        : bug == ShopBug.Oversell ? (items, new Oversell(posting, items))
        : In(items, posting, bug, time);

    public static (IBalances Balances, IPosting Posting) In(Ledger ledger, IPosting posting, ShopBug? bug, TimeProvider time)
    {
        if (bug != ShopBug.StaleRead)
            return (ledger, posting);
        var copy = new StaleRead(posting, ledger, time);
        return (copy, copy);
    }

    public static void AddToStock(IServiceCollection services, ShopBug? bug)
    {
        if (bug == ShopBug.ForgetfulStore)
            services.AddHostedService<ForgetfulStore>();
    }
}
