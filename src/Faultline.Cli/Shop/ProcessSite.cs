using System.Globalization;
using Faultline.Cli.Hosts;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Hosting.Processes;
using Shop;

namespace Faultline.Cli.Shop;

/// <summary>The sample shop as child processes of one folder: a gateway, and N each of order, stock and payment.</summary>
internal sealed class ProcessSite(ShopPlan plan, ProcessHost host) : IShopSite
{
    private const int RemoveTries = 10;
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private string Data => Path.Combine(plan.Folder, ".faultline", "data");

    public IServiceHost Host => host;

    public async Task<IReadOnlyList<InstanceId>> CreateAsync(int port, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
        Directory.CreateDirectory(Data);
        var specs = Specs(port);
        foreach (var spec in specs) await host.AddAsync(spec, cancellationToken);
        return [.. specs.Select(s => new InstanceId(s.Instance))];
    }

    public Task<int> RemoveAsync(CancellationToken cancellationToken) => RemoveAllAsync(host, cancellationToken);

    /// <summary>Stops every instance of a folder and forgets them, with everybody kept out who would start one meanwhile.</summary>
    public static async Task<int> RemoveAllAsync(ProcessHost host, CancellationToken cancellationToken)
    {
        if ((await host.ListAsync(cancellationToken)).Count == 0) return 0;
        using var held = await ByHand.EnterAnywayAsync(host.System, SystemLock.Down, TimeProvider.System, cancellationToken);
        var removed = new HashSet<InstanceId>();
        // A run is not kept out, and may start one that was stopped a moment ago.
        for (var tries = RemoveTries; await host.ListAsync(cancellationToken) is { Count: > 0 } instances; tries--)
        {
            removed.UnionWith(instances.Select(i => i.Id));
            try
            {
                await Task.WhenAll(instances.Select(i => host.StopAsync(i.Id, StopGrace, cancellationToken)));
                foreach (var instance in instances) await host.RemoveAsync(instance.Id, cancellationToken);
            }
            catch (HostUnavailableException) when (tries > 1)
            {
                // Whatever is still there is met again.
            }
        }

        // What is gone on purpose is nothing that a run has left down.
        UndoJournal.Open(host.System, TimeProvider.System).ForgetAllBut([]);
        return removed.Count;
    }

    public string LogOf(InstanceId instance) => LogFile(instance) is var file && File.Exists(file) ? file : "none was written";

    private string LogFile(InstanceId instance) => Path.Combine(plan.Folder, ".faultline", "logs", $"{instance.Value}.log");

    private List<ProcessSpec> Specs(int port)
    {
        var ports = FreePort.Take(3 * plan.Replicas + 1).Where(p => p != port).GetEnumerator();
        var backends = new List<(ShopRole Role, string Instance, int Port)>();
        foreach (var role in new[] { ShopRole.Order, ShopRole.Stock, ShopRole.Payment })
            for (var i = 1; i <= plan.Replicas; i++)
            {
                ports.MoveNext();
                backends.Add((role, string.Create(CultureInfo.InvariantCulture, $"{ServeOptions.Service(role)}-{i}"), ports.Current));
            }

        var specs = backends
            .Select(b => Spec(b.Role, b.Instance, b.Port, ["--gateway", $"http://127.0.0.1:{port}"]))
            .ToList();
        specs.Add(Spec(
            ShopRole.Gateway, "gateway-1", port,
            [.. backends.SelectMany(b => new[] { "--backend", ServeOptions.Backend(b.Role, $"http://127.0.0.1:{b.Port}") })]));
        return specs;
    }

    private ProcessSpec Spec(ShopRole role, string instance, int port, string[] more)
    {
        return new ProcessSpec
        {
            Service = ServeOptions.Service(role),
            Instance = instance,
            FileName = OwnProgram.Command[0],
            Arguments =
            [
                .. OwnProgram.Command.Skip(1), "shop", "serve", ServeOptions.Name(role),
                "--port", port.ToString(CultureInfo.InvariantCulture), "--instance", instance, "--data", Data,
                "--checkout", ShopPlan.Name(plan.Checkout), .. ServeOptions.Bug(plan.Bug),
                "--step-delay", plan.StepDelay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), .. more,
            ],
            // Seven small servers share the machine with the load: no heap per core, no background compiling beyond need.
            Environment = new Dictionary<string, string>
            {
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_gcConcurrent"] = "0",
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "0",
            },
            WorkingDirectory = plan.Folder,
            LogFile = LogFile(new InstanceId(instance)),
            ReadyUrl = new Uri($"http://127.0.0.1:{port}/health"),
        };
    }
}
