using Faultline.Auditing;
using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>What the shop brings: its name, its services, its words, the files and the faults to start with.</summary>
public static class ShopProfile
{
    /// <summary>Name of the workload.</summary>
    public const string Name = "shop";

    /// <summary>The kind of its one transaction.</summary>
    public const string Checkout = ShopScenario.CheckoutKind;

    /// <summary>The whole of it.</summary>
    public static WorkloadProfile Profile { get; } = new(Name)
    {
        Services = ShopFaults.UsualServices,
        Words = Words(),
        StarterFiles = [.. ShopUrls.StarterFiles, .. ShopFaults.StarterFiles],
        DefaultFaults = ShopFaults.Default,
    };

    private static WorkloadWords Words() => new()
    {
        Attempt = new("checkout", "checkouts"),
        Transaction = new("order", "orders"),
        Entities = "order, item or user",
        Variant = "checkout",
        Refusals = "A refusal because stock is sold out counts as no success.",
        Accounts = new Dictionary<string, string>
        {
            [ShopBooks.Stock.Name] = "pieces of an item",
            [ShopBooks.Credit.Name] = "money of a user",
            [ShopBooks.Paid.Name] = "whether an order is paid, 1 or 0",
        },
        Anomalies = Meanings(),
    };

    private static Dictionary<string, string> Meanings() => new(StringComparer.Ordinal)
    {
        [ShopBooks.Credit.Twice] = "The user paid more often than the outcomes allow.",
        [ShopBooks.Stock.Twice] = "Stock was taken more often than the outcomes allow.",
        [ShopBooks.Stock.NotGivenBack] = "The checkout was refused, and the stock it took stayed away.",
        [ShopBooks.Credit.NotGivenBack] = "The checkout was refused, and the money it took stayed away.",
        [ShopBooks.Stock.Overdrawn] = "More was sold than there was.",
        [ShopBooks.Credit.Overdrawn] = "More was spent than there was.",
        [ShopBooks.Stock.OutOfBounds] = "The stock lies outside what the outcomes of all its orders allow; some order is wrong, which one is not proven.",
        [ShopBooks.Credit.OutOfBounds] = "The credit lies outside what the outcomes of all its orders allow; some order is wrong, which one is not proven.",
        [ShopBooks.Paid.Twice] = "The order was marked as paid more often than once.",
        [ShopBooks.Paid.NotGivenBack] = "The checkout was refused, and the order stayed marked as paid.",
        [ShopBooks.Paid.Overdrawn] = "The order lost its mark as paid.",
        [ShopBooks.Paid.OutOfBounds] = "The order is marked otherwise than the outcomes of its checkouts allow.",
        [ShopBooks.PartialCheckout] = "One part of the checkout took place and another did not.",
        [ShopBooks.OrderDamaged] = "The order does not hold what was put into it.",
        [AnomalyKinds.AmountDrift] = "The credit moved by an amount that no number of whole orders explains.",
        [AnomalyKinds.ConservationBroken] = "What left the stock and what left the credit do not match.",
        [AnomalyKinds.IdGivenTwice] = "Two requests for a new order got the same id, so that each changed what the other had made.",
    };
}
