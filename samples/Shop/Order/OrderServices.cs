using Microsoft.Extensions.DependencyInjection;
using Shop.Bugs;
using Shop.Order.Naive;
using Shop.Order.Sagas;

namespace Shop.Order;

/// <summary>What the order service is made of.</summary>
internal static class OrderServices
{
    public static void Add(IServiceCollection services, ShopOptions options)
    {
        Uri gateway = options.Gateway ?? throw new ArgumentException("The order service needs the gateway's address.", nameof(options));
        services
            .AddSingleton(_ => new OrderBook(options.Store("order")))
            .AddSingleton(_ => new ShopClient(gateway));
        if (options.Checkout == CheckoutMode.Naive)
            AddNaive(services, options.StepDelay);
        else
            AddSaga(services, options);
    }

    private static void AddNaive(IServiceCollection services, TimeSpan stepDelay) => services
        .AddSingleton<ICheckout>(found => new NaiveCheckout(
            found.GetRequiredService<OrderBook>(),
            found.GetRequiredService<ShopClient>(),
            stepDelay,
            found.GetRequiredService<TimeProvider>()));

    private static void AddSaga(IServiceCollection services, ShopOptions options)
    {
        // Not the instance alone: after a restart its former sagas belong to nobody.
        string owner = $"{options.Instance}:{Guid.NewGuid():N}";
        services
            .AddSingleton(found => new SagaLog(found.GetRequiredService<OrderBook>().Database, owner, order => ShopBugs.Plan(order, options.Bug)))
            .AddSingleton<RunningSagas>()
            .AddSingleton(found => ShopBugs.In(
                new StepCalls(found.GetRequiredService<ShopClient>()), options.Bug, found.GetRequiredService<OrderBook>()))
            .AddSingleton(found => ShopBugs.In(
                new SagaEnd(found.GetRequiredService<SagaLog>()), options.Bug, found.GetRequiredService<OrderBook>()))
            .AddSingleton<Compensator>()
            .AddHostedService(found => found.GetRequiredService<Compensator>())
            .AddHostedService<Lease>()
            .AddSingleton(found => ShopBugs.In(
                new SagaCheckout(
                    found.GetRequiredService<SagaLog>(),
                    found.GetRequiredService<RunningSagas>(),
                    found.GetRequiredService<Compensator>(),
                    found.GetRequiredService<IStepCalls>(),
                    found.GetRequiredService<ISagaEnd>(),
                    options.StepDelay,
                    found.GetRequiredService<TimeProvider>()),
                options.Bug,
                found.GetRequiredService<OrderBook>()));
    }
}
