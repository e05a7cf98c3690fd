using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Bugs;
using Shop.Gateway;
using Shop.Order;
using Shop.Payment;
using Shop.Stock;
using Shop.Storage;

namespace Shop;

/// <summary>One process of the reference shop.</summary>
public static class ShopServer
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Serves the options' role until cancelled or ended by SIGTERM.
    /// Throws <see cref="IOException"/> where the port is taken, <see cref="ArgumentException"/> where an option is missing.
    /// </summary>
    public static async Task RunAsync(ShopOptions options, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = CreateBuilder(options);
        AddRole(builder.Services, options);
        await using WebApplication app = builder.Build();
        MapRole(app, options);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    // The empty builder reads no settings files and no variables: a process does what its options say, wherever it runs.
    private static WebApplicationBuilder CreateBuilder(ShopOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Shop" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Logging
            .SetMinimumLevel(LogLevel.Warning)
            // Each probe of a replica that is down would be a warning of its own.
            .AddFilter("Yarp", LogLevel.Error)
            .AddSimpleConsole(console => console.SingleLine = true);
        builder.Services
            .AddRoutingCore()
            .AddSingleton(TimeProvider.System)
            .Configure<HostOptions>(host => host.ShutdownTimeout = DrainTimeout)
            .Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
                console.LogToStandardErrorThreshold = LogLevel.Trace)
            .ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        return builder;
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
            MapHealth(app, orders.Probe);
            OrderApi.Map(
                app,
                orders,
                app.Services.GetRequiredService<ShopClient>(),
                app.Services.GetRequiredService<ICheckout>(),
                app.Services.GetRequiredService<TimeProvider>());
            return;
        }

        var ledger = app.Services.GetRequiredService<Ledger>();
        IPosting posting = ledger.PostingFor(options.Checkout);
        var time = app.Services.GetRequiredService<TimeProvider>();
        MapHealth(app, ledger.Probe);
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

    private static void MapHealth(WebApplication app, Action probe) => app.MapGet("/health", () =>
    {
        probe();
        return Answers.Done("Healthy");
    });
}
