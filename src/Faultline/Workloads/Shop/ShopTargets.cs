using Faultline.Load.Http;

namespace Faultline.Workloads.Shop;

/// <summary>The three services of a shop; they may share one gateway, and then share its connections.</summary>
public sealed class ShopTargets : IDisposable
{
    private readonly List<HttpTarget> _owned = [];
    private readonly AnswerMemory _memory = new();

    /// <summary>Prepares the targets; no connection is opened yet.</summary>
    /// <param name="urls">Where they are.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="budget">How many connections they may have open together; null: any number.</param>
    public ShopTargets(ShopUrls urls, TimeProvider time, ConnectionBudget? budget = null)
    {
        Orders = Open(urls.Order, time, budget);
        Stock = urls.Stock == urls.Order ? Orders : Open(urls.Stock, time, budget);
        Payment = urls.Payment == urls.Order ? Orders : urls.Payment == urls.Stock ? Stock : Open(urls.Payment, time, budget);
        Time = time;
    }

    /// <summary>Where <c>/orders</c> is asked.</summary>
    public HttpTarget Orders { get; }

    /// <summary>Where <c>/stock</c> is asked.</summary>
    public HttpTarget Stock { get; }

    /// <summary>Where <c>/payment</c> is asked.</summary>
    public HttpTarget Payment { get; }

    internal TimeProvider Time { get; }

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(t => t.Dispose());

    private HttpTarget Open(Uri address, TimeProvider time, ConnectionBudget? budget)
    {
        var target = new HttpTarget(address, time, new HttpTargetOptions { Budget = budget, Memory = _memory });
        _owned.Add(target);
        return target;
    }
}
