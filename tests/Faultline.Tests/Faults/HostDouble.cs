using System.Collections.Concurrent;
using Faultline.Hosting;

namespace Faultline.Tests.Faults;

/// <summary>Services in memory whose every step a test can hold up or make fail.</summary>
internal sealed class HostDouble : IServiceHost, IKillCapability
{
    private readonly Lock _gate = new();
    private readonly List<ServiceInstance> _instances = [];

    public string Kind => "double";

    public string System => "double";

    /// <summary>Every kill and start that was asked for, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Runs before the list is given.</summary>
    public Func<Task> Listing { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs before an instance is killed.</summary>
    public Func<InstanceId, Task> Killing { get; set; } = _ => Task.CompletedTask;

    /// <summary>When an instance that was killed was gone, as the host tells it.</summary>
    public Func<DateTimeOffset?> Died { get; set; } = () => null;

    /// <summary>Runs before an instance is started.</summary>
    public Func<InstanceId, Task> Starting { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether a running instance serves.</summary>
    public Func<InstanceId, bool> Ready { get; set; } = _ => true;

    public HostDouble With(string service, int count)
    {
        for (var i = 1; i <= count; i++)
            _instances.Add(new ServiceInstance(new ServiceName(service), new InstanceId($"{service}-{i}"), InstanceState.Running));

        return this;
    }

    public IReadOnlyList<string> InState(InstanceState state)
    {
        lock (_gate) return [.. _instances.Where(i => i.State == state).Select(i => i.Id.Value)];
    }

    public void Add(ServiceInstance instance)
    {
        lock (_gate) _instances.Add(instance);
    }

    public void Set(InstanceId instance, InstanceState state, int? exitCode = null)
    {
        lock (_gate)
        {
            var index = _instances.FindIndex(i => i.Id == instance);
            _instances[index] = _instances[index] with { State = state, ExitCode = exitCode };
        }
    }

    public void Remove(string instance)
    {
        lock (_gate) _instances.RemoveAll(i => i.Id.Value == instance);
    }

    public async Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken)
    {
        await Listing();
        lock (_gate) return [.. _instances];
    }

    public async Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"kill {instance}");
        await Killing(instance);
        Set(instance, InstanceState.Exited);
        return Died();
    }

    public async Task StartAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"start {instance}");
        await Starting(instance);
        Set(instance, InstanceState.Running);
    }

    public Task<ReadyCheck> CheckReadyAsync(InstanceId instance, CancellationToken cancellationToken) =>
        Task.FromResult(InState(InstanceState.Running).Contains(instance.Value) && Ready(instance) ? ReadyCheck.Yes : ReadyCheck.No("it answers 503"));
}
