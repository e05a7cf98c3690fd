using System.Globalization;
using Faultline.Cli.Hosts;
using Faultline.Docker;
using Faultline.Docker.Provisioning;
using Faultline.Faults;
using Faultline.Hosting;
using Shop;

namespace Faultline.Cli.Shop;

/// <summary>
/// The sample shop as containers of a project: a gateway, N each of order, stock and payment, and a PostgreSQL server
/// for each of the three. Only the gateway is published, on 127.0.0.1.
/// </summary>
internal sealed class ContainerSite(ShopPlan plan, string image, Deployment deployment, DockerHost host) : IShopSite
{
    private const int Port = 8000;
    private const int StorePort = 5432;
    private static readonly ShopRole[] Services = [ShopRole.Order, ShopRole.Stock, ShopRole.Payment];

    public IServiceHost Host => host;

    public async Task<IReadOnlyList<InstanceId>> CreateAsync(int port, CancellationToken cancellationToken)
    {
        // Not cancelled in the middle: the engine would finish what was asked for, after all was cleared up.
        await deployment.CreateNetworkAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        var containers = Services.Select(Store)
            .Concat(Services.SelectMany(role => Enumerable.Range(1, plan.Replicas).Select(number => Service(role, number))))
            .Append(Gateway(port));
        return await Task.WhenAll(containers.Select(c => deployment.CreateAsync(c, CancellationToken.None)));
    }

    public Task<int> RemoveAsync(CancellationToken cancellationToken) => RemoveAllAsync(deployment, host, cancellationToken);

    /// <summary>Removes every container of a deployment, with everybody kept out who would start one meanwhile.</summary>
    public static async Task<int> RemoveAllAsync(Deployment deployment, DockerHost host, CancellationToken cancellationToken)
    {
        using var held = await ByHand.EnterAnywayAsync(host.System, SystemLock.Down, TimeProvider.System, cancellationToken);
        var removed = await deployment.RemoveAsync(cancellationToken);
        var left = await host.ListAsync(cancellationToken);
        // What is gone on purpose is nothing that a run has left down.
        UndoJournal.Open(host.System, TimeProvider.System).ForgetAllBut([.. left.Select(i => i.Id)]);
        return removed;
    }

    public string LogOf(InstanceId instance) => $"docker logs {instance.Value}";

    private static string StoreOf(ShopRole role) => $"{ServeOptions.Name(role)}-db";

    private ContainerPlan Store(ShopRole role) => new(StoreOf(role), 1, image, [], StorePort) { EntryPoint = "start-store" };

    private ContainerPlan Service(ShopRole role, int number) => Serve(
        role, number,
        [
            "--store", StoreOf(role), "--gateway", string.Create(CultureInfo.InvariantCulture, $"http://gateway:{Port}"),
            "--checkout", ShopPlan.Name(plan.Checkout), .. ServeOptions.Bug(plan.Bug),
            "--step-delay", plan.StepDelay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
        ]);

    private ContainerPlan Gateway(int port) => Serve(
        ShopRole.Gateway, 1,
        [.. from role in Services
            from number in Enumerable.Range(1, plan.Replicas)
            from argument in new[] { "--backend", ServeOptions.Backend(role, string.Create(CultureInfo.InvariantCulture, $"http://{ServeOptions.Service(role)}-{number}:{Port}")) }
            select argument]) with { PublishedPort = port };

    private ContainerPlan Serve(ShopRole role, int number, string[] more)
    {
        var service = ServeOptions.Service(role);
        return new ContainerPlan(
            service, number, image,
            [
                "shop", "serve", ServeOptions.Name(role), "--listen", "0.0.0.0", "--port", Port.ToString(CultureInfo.InvariantCulture),
                "--instance", string.Create(CultureInfo.InvariantCulture, $"{service}-{number}"), .. more,
            ],
            Port);
    }
}
