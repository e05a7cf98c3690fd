using Faultline.Configuration;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>Passes everything on to several observers, and keeps the warnings for the report.</summary>
/// <param name="observers">Who is told.</param>
/// <param name="earlier">Warnings that they were told of before, kept all the same.</param>
internal sealed class Observers(IReadOnlyList<IRunObserver> observers, IReadOnlyList<string>? earlier = null) : IRunObserver
{
    private readonly List<string> _warnings = [.. earlier ?? []];

    /// <summary>All warnings so far.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_warnings) return [.. _warnings];
        }
    }

    public void PhaseStarted(RunPhase phase, string text) => Each(o => o.PhaseStarted(phase, text));

    public void Progressed(string what, long done, long total) => Each(o => o.Progressed(what, done, total));

    public void LoadObserved(LoadSnapshot snapshot)
    {
        // A hundred times a second: no closure.
        foreach (var observer in observers) observer.LoadObserved(snapshot);
    }

    public void Planned(string message) => Each(o => o.Planned(message));

    public void KillsWaiting(IReadOnlyList<int> triggers) => Each(o => o.KillsWaiting(triggers));

    public void FaultChanged(string message) => Each(o => o.FaultChanged(message));

    public void Noted(string message) => Each(o => o.Noted(message));

    public void Warned(string message)
    {
        lock (_warnings) _warnings.Add(UrlText.WithoutSecrets(message));
        Each(o => o.Warned(message));
    }

    private void Each(Action<IRunObserver> tell)
    {
        foreach (var observer in observers) tell(observer);
    }
}
