using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>
/// Watches a run: the terminal and the run's log. Calls come from several threads and must return quickly. An observer
/// implements what it watches; the rest passes it by.
/// </summary>
public interface IRunObserver
{
    /// <summary>A phase began.</summary>
    void PhaseStarted(RunPhase phase, string text)
    {
    }

    /// <summary>Work of the current phase went on; <paramref name="total"/> 0 where it is not known.</summary>
    void Progressed(string what, long done, long total)
    {
    }

    /// <summary>The load, about a hundred times a second.</summary>
    void LoadObserved(LoadSnapshot snapshot)
    {
    }

    /// <summary>What is going to be done to the system in the load and why, in a sentence, before it begins.</summary>
    void Planned(string message)
    {
    }

    /// <summary>Triggers fired: those that have not, by their places in the plan.</summary>
    void KillsWaiting(IReadOnlyList<int> triggers)
    {
    }

    /// <summary>A fault was triggered, injected or undone, in a sentence.</summary>
    void FaultChanged(string message)
    {
    }

    /// <summary>Something to keep in the log.</summary>
    void Noted(string message)
    {
    }

    /// <summary>Something the reader should know before trusting the figures.</summary>
    void Warned(string message)
    {
    }
}

/// <summary>The phases of a run, in their order.</summary>
public enum RunPhase
{
    /// <summary>Configuration, targets and services are checked; nothing is harmed.</summary>
    Preflight,

    /// <summary>Entities are created and their balances read back.</summary>
    Populate,

    /// <summary>Users work, faults are injected.</summary>
    Load,

    /// <summary>Every fault is undone.</summary>
    Heal,

    /// <summary>The books are read until they stand still.</summary>
    Settle,

    /// <summary>The books are judged.</summary>
    Audit,

    /// <summary>Results are written.</summary>
    Report,
}
