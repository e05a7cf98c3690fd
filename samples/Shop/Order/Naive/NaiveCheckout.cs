using System.Net;

namespace Shop.Order.Naive;

/// <summary>
/// What most teams write first: take the stock, charge the user, mark the order paid, one call after the other, and
/// on a refusal call again to give back. It neither looks whether the order is paid already nor survives a crash halfway.
/// </summary>
internal sealed class NaiveCheckout(OrderBook orders, ShopClient shop, TimeSpan stepDelay, TimeProvider time) : ICheckout
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4.5);

    public async Task<CheckoutAnswer> CheckoutAsync(string orderId)
    {
        if (orders.Find(orderId) is not { } order)
            return CheckoutAnswer.Refused($"Order {orderId} not found");

        using var deadline = new CancellationTokenSource(Deadline, time);
        try
        {
            return await CheckoutAsync(order, deadline.Token);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return CheckoutAnswer.Refused("Requests error");
        }
    }

    private async Task<CheckoutAnswer> CheckoutAsync(CustomerOrder order, CancellationToken deadline)
    {
        var taken = new List<OrderLine>();
        foreach (OrderLine line in order.Items)
        {
            if (!await PostAsync($"/stock/subtract/{Uri.EscapeDataString(line.ItemId)}/{line.Quantity}", deadline))
            {
                await GiveBackAsync(taken, deadline);
                return CheckoutAnswer.Refused($"Out of stock on item {line.ItemId}");
            }

            taken.Add(line);
            await Task.Delay(stepDelay, time, deadline);
        }

        if (order.TotalCost > 0 && !await PostAsync($"/payment/pay/{Uri.EscapeDataString(order.UserId)}/{order.TotalCost}", deadline))
        {
            await GiveBackAsync(taken, deadline);
            return CheckoutAnswer.Refused("User out of credit");
        }

        await Task.Delay(stepDelay, time, deadline);
        await orders.MarkPaidAsync(order.OrderId);
        return CheckoutAnswer.Paid;
    }

    private async Task GiveBackAsync(List<OrderLine> taken, CancellationToken deadline)
    {
        foreach (OrderLine line in taken)
            await PostAsync($"/stock/add/{Uri.EscapeDataString(line.ItemId)}/{line.Quantity}", deadline);
    }

    private async Task<bool> PostAsync(string path, CancellationToken deadline)
    {
        using HttpResponseMessage answer = await shop.SendAsync(path, key: null, compensates: null, deadline);
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
