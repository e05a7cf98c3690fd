using System.Globalization;
using Faultline.Cli.Common;
using Faultline.Cli.Hosts;
using Faultline.Faults;
using Faultline.Hosting.Machine;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Samples;

/// <summary>A sample as child processes of one folder.</summary>
internal sealed class ProcessSite(SamplePlan plan, ProcessHost host) : ISampleSite
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

    public Task<int> RemoveAsync(CancellationToken cancellationToken) => RemoveAllAsync(plan.Sample, host, cancellationToken);

    /// <summary>Stops every instance of a folder's sample and forgets them, with everybody kept out who would start one meanwhile.</summary>
    public static async Task<int> RemoveAllAsync(string sample, ProcessHost host, CancellationToken cancellationToken)
    {
        if ((await host.ListAsync(cancellationToken)).Count == 0) return 0;
        using var held = await ByHand.EnterAnywayAsync(host.System, SystemLock.DownOf(sample), TimeProvider.System, cancellationToken);
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
        var processes = plan.Processes;
        var free = FreePort.Take(processes.Count).Where(p => p != port);
        var ports = processes.SkipLast(1).Zip(free, (process, p) => (process, p)).Append((process: processes[^1], p: port)).ToDictionary(x => x.process.Instance, x => x.p);
        return [.. processes.Select(process => Spec(process, ports[process.Instance], (service, number) => Address(ports[$"{service}-{number}"])))];
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private ProcessSpec Spec(SampleProcess process, int port, AddressOf addressOf) => new()
    {
        Service = process.Service,
        Instance = process.Instance,
        FileName = OwnProgram.Command[0],
        Arguments =
        [
            .. OwnProgram.Command.Skip(1), .. process.Arguments(addressOf),
            "--port", port.ToString(CultureInfo.InvariantCulture), "--instance", process.Instance, "--data", Data,
        ],
        // Small servers share the machine with the load: no heap per core, no background compiling beyond need.
        Environment = new Dictionary<string, string>
        {
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_gcConcurrent"] = "0",
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "0",
        },
        WorkingDirectory = plan.Folder,
        LogFile = LogFile(new InstanceId(process.Instance)),
        ReadyUrl = new Uri($"{Address(port)}/health"),
    };
}
