namespace Faultline.Experiments;

/// <summary>Which accounts a pass over the state reads. Those that could not be read before are part of every scope.</summary>
public sealed record StateScope
{
    private StateScope()
    {
    }

    /// <summary>All accounts that attempts touched, and some that nothing touched.</summary>
    public static StateScope Everything { get; } = new() { All = true };

    /// <summary>
    /// What may still move once everything was quiet long enough: what an unknown outcome touched, and a sample of the
    /// rest. Where nothing was disturbed that time is shorter than the server's time-out; what comes later then shows as
    /// an accusation, and is read again for that.
    /// </summary>
    public static StateScope MayStillMove { get; } = new() { Unsettled = true };

    /// <summary>All of it.</summary>
    public bool All { get; private init; }

    /// <summary>What an unknown outcome touched, and a sample.</summary>
    public bool Unsettled { get; private init; }

    /// <summary>Names of accounts that are read whatever else is.</summary>
    public IReadOnlySet<string> Named { get; private init; } = new HashSet<string>();

    /// <summary>Whether it is single accounts, read again and again in short passes.</summary>
    public bool IsOfNamed => !All && !Unsettled;

    /// <summary>The accounts of these names alone: those on which an accusation rests.</summary>
    public static StateScope Of(IReadOnlySet<string> accounts) => new() { Named = accounts };
}

/// <summary>What one pass over the state came to.</summary>
/// <param name="Read">Entities that were asked for.</param>
/// <param name="Changed">How many of these answered otherwise than at the pass before; 0 for entities that were read for the first time.</param>
/// <param name="Unreadable">Entities, of all passes, whose last reading failed.</param>
public readonly record struct StatePass(int Read, int Changed, int Unreadable);
