namespace Faultline.Configuration;

/// <summary>One thing wrong with what the user gave.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="File">The file it stands in, or the option; null where it is in none.</param>
/// <param name="Line">Line from 1, or 0 where there is none.</param>
/// <param name="Column">Column from 1, or 0 where there is none.</param>
/// <param name="Excerpt">The text at that place, or null.</param>
/// <param name="Hint">What would be right, or null.</param>
public sealed record ConfigurationError(
    string Message,
    string? File = null,
    int Line = 0,
    int Column = 0,
    string? Excerpt = null,
    string? Hint = null);

/// <summary>The configuration is not usable; carries all errors found, never only the first.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : Exception(string.Join(Environment.NewLine, errors.Select(e => e.Message)))
{
    /// <summary>One error.</summary>
    public ConfigurationException(ConfigurationError error)
        : this([error])
    {
    }

    /// <summary>Everything that is wrong, in the order of the text.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
