using System.Globalization;
using Faultline.Hosting;

namespace Faultline.Faults.Actions;

/// <summary>How bringing an instance back ended.</summary>
public enum RestoreOutcome
{
    /// <summary>It runs and serves, as its host has proved.</summary>
    Ready,

    /// <summary>It was started, and ended by itself without an error: it has done its work.</summary>
    Finished,

    /// <summary>It runs, and that it serves was not proved in time.</summary>
    NotReady,

    /// <summary>It does not run.</summary>
    NotStarted,

    /// <summary>Its host does not know it any more.</summary>
    Gone,
}

/// <summary>How it ended, and the last thing that stood in the way.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Trouble">What stood in the way, as half a sentence, or null.</param>
public sealed record RestoreResult(RestoreOutcome Outcome, string? Trouble)
{
    /// <summary>Whether there is nothing left to undo; of all else, nothing but the instance's own proof is believed.</summary>
    public bool IsUndone => Outcome is RestoreOutcome.Ready or RestoreOutcome.Finished;

    /// <summary>What a reader must know, and can do, or null where nothing is left to undo.</summary>
    public string? Failure(InstanceId instance, TimeSpan cap, bool cutShort)
    {
        var because = Trouble is null ? "" : $" ({Trouble.TrimEnd('.')})";
        var within = cap == Timeout.InfiniteTimeSpan ? "" : string.Create(CultureInfo.InvariantCulture, $" within {cap.TotalSeconds:0.#} s");
        return Outcome switch
        {
            RestoreOutcome.Ready or RestoreOutcome.Finished => null,
            RestoreOutcome.NotReady when cutShort => $"{instance} runs, but its readiness was not waited for. Next: faultline services heal",
            RestoreOutcome.NotReady => $"{instance} was started, but did not say{within} that it is ready{because}. {WhatNext(instance)}",
            RestoreOutcome.Gone =>
                $"{instance} is not there any more{because}, so it cannot be brought back. Next: faultline services heal --forget {instance}, if it was removed on purpose",
            RestoreOutcome.NotStarted => $"{instance} could not be started again{within}{because}. {WhatNext(instance)}",
        };
    }

    private static string WhatNext(InstanceId instance) =>
        $"Next: its log, then faultline services heal; or faultline services heal --forget {instance} to give it up";
}
