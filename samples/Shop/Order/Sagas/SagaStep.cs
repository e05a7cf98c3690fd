using System.Text.Json.Serialization;

namespace Shop.Order.Sagas;

/// <summary>One change that a checkout makes in another service: stock taken, or a user charged.</summary>
internal sealed record SagaStep(bool IsPayment, string Account, int Amount)
{
    [JsonIgnore]
    public string ApplyPath => $"{(IsPayment ? "/payment/pay" : "/stock/subtract")}/{Uri.EscapeDataString(Account)}/{Amount}";

    [JsonIgnore]
    public string UndoPath => $"{(IsPayment ? "/payment/add_funds" : "/stock/add")}/{Uri.EscapeDataString(Account)}/{Amount}";

    [JsonIgnore]
    public string Refusal => IsPayment ? "User out of credit" : $"Out of stock on item {Account}";

    /// <summary>The steps of an order's checkout: each item once, then the payment.</summary>
    public static IReadOnlyList<SagaStep> For(CustomerOrder order)
    {
        var quantities = new OrderedDictionary<string, int>();
        foreach (OrderLine line in order.Items)
            quantities[line.ItemId] = checked(quantities.GetValueOrDefault(line.ItemId) + line.Quantity);

        List<SagaStep> steps = [.. quantities.Select(item => new SagaStep(IsPayment: false, item.Key, item.Value))];
        if (order.TotalCost > 0)
            steps.Add(new SagaStep(IsPayment: true, order.UserId, checked((int)order.TotalCost)));
        return steps;
    }
}
