namespace Faultline.Hosting;

/// <summary>The host of the services cannot be reached or refuses the request.</summary>
/// <param name="message">What failed and where.</param>
/// <param name="hint">What the reader can do next, or null.</param>
/// <param name="inner">The cause.</param>
public sealed class HostUnavailableException(string message, string? hint = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What the reader can do next.</summary>
    public string? Hint { get; } = hint;
}
