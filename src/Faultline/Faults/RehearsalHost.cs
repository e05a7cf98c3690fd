using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>Takes orders for instances that run, and harms none: the stage on which a fault is rehearsed.</summary>
internal sealed class RehearsalHost(IServiceHost host, IReadOnlyList<ServiceInstance> instances) : IServiceHost
{
    public string Kind => host.Kind;

    public string System => host.System;

    public Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(instances);

    public Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    public Task StartAsync(InstanceId instance, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ReadyCheck> CheckReadyAsync(InstanceId instance, CancellationToken cancellationToken) => Task.FromResult(ReadyCheck.Yes);
}
