using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop.Bugs;
using Shop.Gateway;
using Shop.Order;
using Shop.Payment;
using Shop.Stock;

namespace Shop;

/// <summary>One process of the reference shop.</summary>
public static class ShopServer
{
    /// <summary>
    /// Serves the options' role until cancelled or ended by SIGTERM.
    /// Throws <see cref="IOException"/> where the port is taken, <see cref="ArgumentException"/> where an option is missing.
    /// </summary>
    public static async Task RunAsync(ShopOptions options, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebService.CreateBuilder("Shop", options.Address, options.Port);
        AddRole(builder.Services, options);
        await using WebApplication app = builder.Build();
        MapRole(app, options);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static void AddRole(IServiceCollection services, ShopOptions options)
    {
        switch (options.Role)
        {
            case ShopRole.Gateway:
                GatewayProxy.AddServices(services, options.Backends);
                break;
            case ShopRole.Order:
                OrderServices.Add(services, options);
                break;
            case ShopRole.Stock:
                services.AddSingleton(_ => new Ledger(options.Store("stock")));
                ShopBugs.AddToStock(services, options.Bug);
                break;
            case ShopRole.Payment:
                services.AddSingleton(_ => new Ledger(options.Store("payment")));
                break;
            default:
                throw new ArgumentException($"There is no role {options.Role}.", nameof(options));
        }
    }

    private static void MapRole(WebApplication app, ShopOptions options)
    {
        if (options.Role == ShopRole.Gateway)
        {
            GatewayProxy.Map(app);
            return;
        }

        ServiceAnswers.Use(app, options.Instance);
        if (options.Role == ShopRole.Order)
        {
            var orders = app.Services.GetRequiredService<OrderBook>();
            WebService.MapHealth(app, orders.Probe);
            OrderApi.Map(
                app,
                orders,
                app.Services.GetRequiredService<ShopClient>(),
                app.Services.GetRequiredService<ICheckout>(),
                app.Services.GetRequiredService<TimeProvider>());
            return;
        }

        var ledger = app.Services.GetRequiredService<Ledger>();
        IPosting posting = options.Checkout == CheckoutMode.Naive ? new NaivePosting(ledger) : new TransactionalPosting(ledger.Database);
        var time = app.Services.GetRequiredService<TimeProvider>();
        WebService.MapHealth(app, ledger.Probe);
        if (options.Role == ShopRole.Stock)
        {
            (IBalances balances, posting) = ShopBugs.InStock(ledger, posting, options.Bug, time);
            StockApi.Map(app, ledger, balances, posting);
        }
        else
        {
            (IBalances balances, posting) = ShopBugs.In(ledger, posting, options.Bug, time);
            PaymentApi.Map(app, ledger, balances, posting);
        }
    }
}
