namespace Faultline.Load;

/// <summary>
/// What virtual users do: after <see cref="StartDelay"/>, again and again one iteration and a pause. Called for many
/// users at once, so whatever belongs to one user lives in the iteration. Chance comes from the random source that
/// is passed, never from elsewhere, so that a run can be repeated.
/// </summary>
public interface IScenario
{
    /// <summary>Names of the kinds of operations; users name a kind by its place in this list.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>How long a user that was started waits before its first iteration.</summary>
    TimeSpan StartDelay(Random random);

    /// <summary>How long a user thinks between two iterations.</summary>
    TimeSpan Pause(Random random);

    /// <summary>
    /// One iteration. It waits for nothing but requests and pauses of <paramref name="user"/>, and lets pass the
    /// <see cref="OperationCanceledException"/> by which these end when the load does; any other exception ends the
    /// run.
    /// </summary>
    ValueTask IterateAsync(VirtualUser user);
}
