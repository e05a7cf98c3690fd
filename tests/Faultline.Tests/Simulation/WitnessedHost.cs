using Faultline.Hosting;

namespace Faultline.Tests.Simulation;

/// <summary>A host whose proofs the ledger hears of: what ends after its proof is not the tool's to mend.</summary>
internal sealed class WitnessedHost(IServiceHost host, Ledger ledger) : IServiceHost, IKillCapability
{
    public string Kind => host.Kind;

    public string System => host.System;

    public async Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken)
    {
        var instances = await host.ListAsync(cancellationToken);
        foreach (var instance in instances.Where(i => i.State == InstanceState.Running)) ledger.SeenRunning(instance.Id);
        return instances;
    }

    public Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken) =>
        host.Require<IKillCapability>("kill an instance").KillAsync(instance, cancellationToken);

    public Task StartAsync(InstanceId instance, CancellationToken cancellationToken) => host.StartAsync(instance, cancellationToken);

    public async Task<ReadyCheck> CheckReadyAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        var check = await host.CheckReadyAsync(instance, cancellationToken);
        ledger.Checked(instance, check.IsReady);
        return check;
    }
}
