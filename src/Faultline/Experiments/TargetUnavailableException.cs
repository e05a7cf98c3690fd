namespace Faultline.Experiments;

/// <summary>The system under test does not answer, or not in the way its contract says.</summary>
/// <param name="message">What was asked, and what came back.</param>
/// <param name="hint">What the reader can do next, or null.</param>
public sealed class TargetUnavailableException(string message, string? hint = null) : Exception(message)
{
    /// <summary>Whether what was asked for may be done all the same, now or later: a byte was sent and no answer says otherwise.</summary>
    public bool MayHaveBeenDone { get; init; }

    /// <summary>What the reader can do next.</summary>
    public string? Hint { get; } = hint;
}
