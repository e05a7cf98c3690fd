using Faultline.Configuration;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>Passes everything on to several observers, without secrets, and keeps the warnings for the report.</summary>
/// <param name="observers">Who is told.</param>
/// <param name="earlier">Warnings that they were told of before, kept all the same.</param>
/// <param name="hide">Hides in a text what nobody should read; null where nothing is to be hidden.</param>
internal sealed class Observers(IReadOnlyList<IRunObserver> observers, IReadOnlyList<string>? earlier = null, Func<string, string>? hide = null) : IRunObserver
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

    public void PhaseStarted(RunPhase phase, string text) => Each(text, (o, shown) => o.PhaseStarted(phase, shown));

    public void Progressed(string what, long done, long total) => Each(what, (o, shown) => o.Progressed(shown, done, total));

    public void LoadObserved(LoadSnapshot snapshot)
    {
        // A hundred times a second: no closure.
        foreach (var observer in observers) observer.LoadObserved(snapshot);
    }

    public void Planned(string message) => Each(message, (o, shown) => o.Planned(shown));

    public void KillsWaiting(IReadOnlyList<int> triggers)
    {
        foreach (var observer in observers) observer.KillsWaiting(triggers);
    }

    public void FaultChanged(string message) => Each(message, (o, shown) => o.FaultChanged(shown));

    public void Noted(string message) => Each(message, (o, shown) => o.Noted(shown));

    public void Warned(string message)
    {
        lock (_warnings) _warnings.Add(UrlText.WithoutSecrets(Shown(message)));
        Each(message, (o, shown) => o.Warned(shown));
    }

    private string Shown(string text) => hide is null ? text : hide(text);

    private void Each(string text, Action<IRunObserver, string> tell)
    {
        var shown = Shown(text);
        foreach (var observer in observers) tell(observer, shown);
    }
}
