using System.Globalization;
using System.Text;

namespace Faultline.Workloads.Http.Values;

/// <summary>
/// Values of the environment that went into templates. They are read once, when the model is built, and hidden in all that is
/// told or kept: a text goes through <see cref="Hide"/> before it is written to a terminal, to <c>run.json</c> or to evidence.
/// </summary>
internal sealed class Secrets(Func<string, string?> environment)
{
    private const string Shown = "***";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private string[] _hidden = [];

    /// <summary>Names of the variables of the environment that were read.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>The value of a variable of the environment; null where it is not set, or empty.</summary>
    public string? Read(string name)
    {
        if (_values.TryGetValue(name, out var known)) return known;
        if (environment(name) is not { Length: > 0 } value) return null;

        _values.Add(name, value);
        // A secret that holds another is hidden as a whole.
        _hidden = [.. _hidden.Concat(Spellings(value)).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)];
        return value;
    }

    /// <summary>The text with each secret replaced, also where a path, a form or JSON spells it in its own way.</summary>
    public string Hide(string text)
    {
        foreach (var secret in _hidden) text = text.Replace(secret, Shown, StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<string> Spellings(string value)
    {
        yield return value;
        foreach (var use in new[] { TemplateUse.Path, TemplateUse.Json }) yield return Encoding.UTF8.GetString(ValueText.Bytes(value, use));

        yield return Uri.EscapeDataString(value).ToLower(CultureInfo.InvariantCulture);
        yield return System.Text.Json.JsonSerializer.Serialize(value)[1..^1];
    }
}
