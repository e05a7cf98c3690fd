namespace Faultline.Configuration;

/// <summary>Collects everything that is wrong with one file, so that it is all told at once.</summary>
internal sealed class ErrorList(string file)
{
    private readonly List<ConfigurationError> _errors = [];

    /// <summary>Notes an error at its place.</summary>
    public void Add(string message, ConfigPlace place, string? hint = null) =>
        _errors.Add(new ConfigurationError(
            UrlText.WithoutSecrets(message), file, place.Line, place.Column, place.Excerpt, hint is null ? null : UrlText.WithoutSecrets(hint)));

    /// <summary>All of them, in the order of the text.</summary>
    public IReadOnlyList<ConfigurationError> InOrder => [.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column)];

    /// <summary>Throws all errors in the order of the text, if there is any.</summary>
    /// <exception cref="ConfigurationException">There is.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0) throw new ConfigurationException(InOrder);
    }
}
