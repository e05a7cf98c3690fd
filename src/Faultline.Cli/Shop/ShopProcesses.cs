using System.Globalization;
using System.Reflection;
using Faultline.Hosting;
using Faultline.Hosting.Processes;
using Shop;

namespace Faultline.Cli.Shop;

/// <summary>The sample shop as child processes of one folder: a gateway, and N each of order, stock and payment.</summary>
internal sealed class ShopProcesses : IAsyncDisposable
{
    private const int PortTries = 3;
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private readonly ShopPlan _plan;
    private readonly TimeProvider _time;
    private readonly RunLock _owner;

    private ShopProcesses(ShopPlan plan, ProcessHost host, RunLock owner, TimeProvider time)
    {
        (_plan, Host, _owner, _time) = (plan, host, owner, time);
    }

    /// <summary>Where the shop is reached.</summary>
    public Uri Gateway { get; private set; } = new("http://localhost");

    /// <summary>The host that the shop's instances run on.</summary>
    public ProcessHost Host { get; }

    /// <summary>Starts a shop with empty stores and returns when every instance is ready.</summary>
    /// <exception cref="HostUnavailableException">A shop runs in this folder already, or an instance did not start.</exception>
    public static async Task<ShopProcesses> StartAsync(
        ShopPlan plan, Action<string> tell, TimeProvider time, CancellationToken cancellationToken)
    {
        var owner = RunLock.Acquire(ShopRecord.OwnerKey(plan.Folder), "faultline shop up", time);
        ProcessHost host;
        try
        {
            Directory.CreateDirectory(Path.Combine(plan.Folder, ".faultline", "logs"));
            // Of an owner that was killed; nobody must take its pid for ours.
            ShopRecord.Delete(plan.Folder);
            host = ProcessHost.Open(plan.Folder, time);
        }
        catch
        {
            owner.Dispose();
            throw;
        }

        var shop = new ShopProcesses(plan, host, owner, time);
        try
        {
            // Whatever a shop whose owner was killed has left; its data would be another population's.
            await RemoveAllAsync(host, cancellationToken);
            var data = Data(plan.Folder);
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
            Directory.CreateDirectory(data);
            await shop.StartOnFreePortsAsync(tell, cancellationToken);
            new ShopRecord(ShopPlan.Name(plan.Checkout), plan.Replicas, shop.Gateway, Environment.ProcessId).Write(plan.Folder);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops every instance of a folder and forgets them.</summary>
    public static async Task RemoveAllAsync(ProcessHost host, CancellationToken cancellationToken)
    {
        var instances = await host.ListAsync(cancellationToken);
        await Task.WhenAll(instances.Select(i => host.StopAsync(i.Id, StopGrace, cancellationToken)));
        foreach (var instance in instances) await host.RemoveAsync(instance.Id, cancellationToken);
    }

    /// <summary>Stops the shop.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await RemoveAllAsync(Host, CancellationToken.None);
            ShopRecord.Delete(_plan.Folder);
        }
        finally
        {
            _owner.Dispose();
        }
    }

    private static string Data(string folder) => Path.Combine(folder, ".faultline", "data");

    /// <summary>A port that was free may be taken by another before the process that gets it listens; then others are tried.</summary>
    private async Task StartOnFreePortsAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        for (var left = PortTries; ; left--)
        {
            try
            {
                await StartAllAsync(_plan.Port ?? FreePort.Find(left == PortTries ? _plan.UsualPort : 0), tell, cancellationToken);
                return;
            }
            catch (HostUnavailableException) when (left > 1)
            {
                await RemoveAllAsync(Host, cancellationToken);
            }
        }
    }

    private async Task StartAllAsync(int port, Action<string> tell, CancellationToken cancellationToken)
    {
        Gateway = new Uri($"http://localhost:{port}");
        var specs = Specs(port);
        foreach (var spec in specs) await Host.AddAsync(spec, cancellationToken);
        await Task.WhenAll(specs.Select(s => Host.StartAsync(new InstanceId(s.Instance), cancellationToken)));
        var begun = _time.GetTimestamp();
        var waiting = specs.Select(s => new InstanceId(s.Instance)).ToList();
        while (waiting.Count > 0)
        {
            var next = waiting[0];
            if (await Host.IsReadyAsync(next, cancellationToken))
            {
                waiting.RemoveAt(0);
                tell($"{specs.Count - waiting.Count} of {specs.Count} processes ready");
                continue;
            }

            var instances = await Host.ListAsync(cancellationToken);
            var gone = instances.FirstOrDefault(i => i.State == InstanceState.Exited);
            if (gone is not null || _time.GetElapsedTime(begun) > ReadyLimit)
                throw new HostUnavailableException(
                    gone is null ? $"{next} was not ready within {ReadyLimit.TotalSeconds:0} s" : $"{gone.Id} ended while the shop was starting",
                    $"Its log: {LogFile((gone?.Id ?? next).Value)}");
            await Task.Delay(Poll, _time, cancellationToken);
        }
    }

    private List<ProcessSpec> Specs(int port)
    {
        var ports = FreePort.Take(3 * _plan.Replicas + 1).Where(p => p != port).GetEnumerator();
        var backends = new List<(ShopRole Role, string Instance, int Port)>();
        foreach (var role in new[] { ShopRole.Order, ShopRole.Stock, ShopRole.Payment })
            for (var i = 1; i <= _plan.Replicas; i++)
            {
                ports.MoveNext();
                backends.Add((role, string.Create(CultureInfo.InvariantCulture, $"{Service(role)}-{i}"), ports.Current));
            }

        var specs = backends
            .Select(b => Spec(b.Role, b.Instance, b.Port, ["--gateway", Gateway.AbsoluteUri]))
            .ToList();
        specs.Add(Spec(
            ShopRole.Gateway, "gateway-1", port,
            [.. backends.SelectMany(b => new[] { "--backend", ServeOptions.Backend(b.Role, b.Port) })]));
        return specs;
    }

    private ProcessSpec Spec(ShopRole role, string instance, int port, string[] more)
    {
        // Run by the dotnet host the entry is our assembly; run as an executable of its own it is that executable.
        var executable = Environment.ProcessPath!;
        string[] entry = Path.GetFileNameWithoutExtension(executable) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
        return new ProcessSpec
        {
            Service = Service(role),
            Instance = instance,
            FileName = executable,
            Arguments =
            [
                .. entry, "shop", "serve", ServeOptions.Name(role),
                "--port", port.ToString(CultureInfo.InvariantCulture), "--instance", instance, "--data", Data(_plan.Folder),
                "--checkout", ShopPlan.Name(_plan.Checkout),
                "--step-delay", _plan.StepDelay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), .. more,
            ],
            // Seven small servers share the machine with the load: no heap per core, no background compiling beyond need.
            Environment = new Dictionary<string, string>
            {
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_gcConcurrent"] = "0",
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "0",
            },
            WorkingDirectory = _plan.Folder,
            LogFile = LogFile(instance),
            ReadyUrl = new Uri($"http://127.0.0.1:{port}/health"),
        };
    }

    private string LogFile(string instance) => Path.Combine(_plan.Folder, ".faultline", "logs", $"{instance}.log");

    private static string Service(ShopRole role) => role == ShopRole.Gateway ? "gateway" : $"{ServeOptions.Name(role)}-service";
}
