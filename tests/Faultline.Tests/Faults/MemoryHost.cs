using System.Collections.Concurrent;
using Faultline.Hosting;

namespace Faultline.Tests.Faults;

/// <summary>Instances that exist in memory only; what it does before it obeys can be set.</summary>
internal sealed class MemoryHost : IServiceHost
{
    private static int _count;
    private readonly ConcurrentDictionary<string, InstanceState> _states = new();
    private readonly ConcurrentQueue<string> _calls = new();

    public MemoryHost(params string[] running)
    {
        foreach (var instance in running) _states[instance] = InstanceState.Running;
    }

    public string Kind => "memory";

    public string System { get; } = $"memory:{Interlocked.Increment(ref _count)}";

    public Func<Task> BeforeList { get; set; } = () => Task.CompletedTask;

    public Func<InstanceId, Task> BeforeKill { get; set; } = _ => Task.CompletedTask;

    public Func<InstanceId, Task> AfterKill { get; set; } = _ => Task.CompletedTask;

    public Func<InstanceId, Task> BeforeStart { get; set; } = _ => Task.CompletedTask;

    public Func<InstanceId, bool> Ready { get; set; } = _ => true;

    /// <summary>Kills and starts, in order, for example <c>kill order-service-1</c>.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public InstanceState this[string instance]
    {
        get => _states[instance];
        set => _states[instance] = value;
    }

    public async Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken)
    {
        await BeforeList();
        return [.. _states.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => Instance(s.Key, s.Value))];
    }

    public async Task KillAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"kill {instance}");
        await BeforeKill(instance);
        _states[instance.Value] = InstanceState.Exited;
        await AfterKill(instance);
    }

    public async Task StartAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"start {instance}");
        await BeforeStart(instance);
        _states[instance.Value] = InstanceState.Running;
    }

    public Task<bool> IsReadyAsync(InstanceId instance, CancellationToken cancellationToken) =>
        Task.FromResult(_states[instance.Value] == InstanceState.Running && Ready(instance));

    public static ServiceInstance Instance(string id, InstanceState state = InstanceState.Running) =>
        new(new ServiceName(id[..id.LastIndexOf('-')]), new InstanceId(id), state);
}
