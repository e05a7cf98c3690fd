using Faultline.Hosting;

namespace Faultline.Faults.Actions;

/// <summary>Takes orders for instances that run, and passes none of them on: the host of a rehearsal.</summary>
internal sealed class DryRunHost(IServiceHost host, IReadOnlyList<ServiceInstance> instances) : IServiceHost
{
    public string Kind => host.Kind;

    public string System => host.System;

    public Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(instances);

    public Task StartAsync(InstanceId instance, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ReadyCheck> CheckReadyAsync(InstanceId instance, CancellationToken cancellationToken) => Task.FromResult(ReadyCheck.Yes);
}
