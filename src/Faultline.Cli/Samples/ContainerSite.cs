using System.Globalization;
using Faultline.Cli.Hosts;
using Faultline.Docker;
using Faultline.Docker.Provisioning;
using Faultline.Faults;
using Faultline.Hosting;

namespace Faultline.Cli.Samples;

/// <summary>
/// A sample as containers of a project, and a PostgreSQL server for each of its stores. Only where it is reached is
/// published, on 127.0.0.1.
/// </summary>
internal sealed class ContainerSite(SamplePlan plan, string image, Deployment deployment, DockerHost host) : ISampleSite
{
    private const int Port = 8000;
    private const int StorePort = 5432;

    public IServiceHost Host => host;

    public async Task<IReadOnlyList<InstanceId>> CreateAsync(int port, CancellationToken cancellationToken)
    {
        // Not cancelled in the middle: the engine would finish what was asked for, after all was cleared up.
        await deployment.CreateNetworkAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        var processes = plan.Processes;
        var containers = processes.Select(p => p.Store).OfType<string>().Distinct().Select(Store)
            .Concat(processes.SkipLast(1).Select(Serve))
            .Append(Serve(processes[^1]) with { PublishedPort = port });
        return await Task.WhenAll(containers.Select(c => deployment.CreateAsync(c, CancellationToken.None)));
    }

    public Task<int> RemoveAsync(CancellationToken cancellationToken) => RemoveAllAsync(plan.Sample, deployment, host, cancellationToken);

    /// <summary>Removes every container of a sample's deployment, with everybody kept out who would start one meanwhile.</summary>
    public static async Task<int> RemoveAllAsync(string sample, Deployment deployment, DockerHost host, CancellationToken cancellationToken)
    {
        using var held = await ByHand.EnterAnywayAsync(host.System, SystemLock.DownOf(sample), TimeProvider.System, cancellationToken);
        var removed = await deployment.RemoveAsync(cancellationToken);
        var left = await host.ListAsync(cancellationToken);
        // What is gone on purpose is nothing that a run has left down.
        UndoJournal.Open(host.System, TimeProvider.System).ForgetAllBut([.. left.Select(i => i.Id)]);
        return removed;
    }

    public string LogOf(InstanceId instance) => $"docker logs {instance.Value}";

    private static string StoreOf(string store) => $"{store}-db";

    private ContainerPlan Store(string store) => new(StoreOf(store), 1, image, [], StorePort) { EntryPoint = "start-store" };

    private ContainerPlan Serve(SampleProcess process) => new(
        process.Service, process.Number, image,
        [
            .. process.Arguments((service, number) => string.Create(CultureInfo.InvariantCulture, $"http://{service}-{number}:{Port}")),
            "--listen", "0.0.0.0", "--port", Port.ToString(CultureInfo.InvariantCulture), "--instance", process.Instance,
            .. process.Store is { } store ? new[] { "--store", StoreOf(store) } : [],
        ],
        Port);
}
