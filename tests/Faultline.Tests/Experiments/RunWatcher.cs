using System.Collections.Concurrent;
using System.Threading.Channels;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Tests.Faults;

namespace Faultline.Tests.Experiments;

/// <summary>Keeps all that is told of a run, and lets a test act as it is told.</summary>
internal sealed class RunWatcher : IRunObserver
{
    private readonly Channel<LoadSnapshot> _observed = Channel.CreateUnbounded<LoadSnapshot>();

    /// <summary>Everything but progress and the load, in order and as the log of a run writes it.</summary>
    public ToldLines Lines { get; } = new();

    public ConcurrentQueue<RunPhase> Phases { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<string> Plan { get; } = new();

    public ConcurrentQueue<int> Waiting { get; } = new();

    /// <summary>Runs as a phase begins.</summary>
    public Action<RunPhase> Beginning { get; set; } = _ => { };

    /// <summary>Runs at each look at the load.</summary>
    public Action<LoadSnapshot> Observing { get; set; } = _ => { };

    /// <summary>Comes back when the load was looked at; each look counts once.</summary>
    public async Task ObservedAsync() => await _observed.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public void PhaseStarted(RunPhase phase, string text)
    {
        Phases.Enqueue(phase);
        Lines.Tell($"{phase}: {text}");
        Beginning(phase);
    }

    public void LoadObserved(LoadSnapshot snapshot)
    {
        _observed.Writer.TryWrite(snapshot);
        Observing(snapshot);
    }

    public void Planned(string message)
    {
        Plan.Enqueue(message);
        Lines.Tell($"plan: {message}");
    }

    public void KillsWaiting(IReadOnlyList<int> triggers)
    {
        foreach (var trigger in triggers) Waiting.Enqueue(trigger);
    }

    public void FaultChanged(string message) => Lines.Tell($"fault: {message}");

    public void Noted(string message) => Lines.Tell(message);

    public void Warned(string message)
    {
        Warnings.Enqueue(message);
        Lines.Tell($"warning: {message}");
    }
}
