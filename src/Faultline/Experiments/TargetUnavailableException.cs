namespace Faultline.Experiments;

/// <summary>The system under test does not answer, or not in the way its contract says.</summary>
/// <param name="message">What was asked, and what came back.</param>
/// <param name="hint">What the reader can do next, or null.</param>
public sealed class TargetUnavailableException(string message, string? hint = null) : Exception(message)
{
    /// <summary>What the reader can do next.</summary>
    public string? Hint { get; } = hint;
}
