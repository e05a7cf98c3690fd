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

    // Shorter ones stand in any text by chance: hiding them would hide the text, and tell nobody less.
    private const int LeastHidden = 3;

    // Where the books need a text as it is, only what cannot be there by chance is hidden.
    private const int LeastHiddenInValues = 8;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private string[] _hidden = [];
    private string[] _hiddenInValues = [];

    /// <summary>Names of the variables of the environment that were read.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>The value of a variable of the environment; null where it is not set, or empty.</summary>
    public string? Read(string name)
    {
        if (_values.TryGetValue(name, out var known)) return known;
        if (environment(name) is not { Length: > 0 } value) return null;

        _values.Add(name, value);
        if (value.Length >= LeastHidden) _hidden = With(_hidden, value);
        if (value.Length >= LeastHiddenInValues) _hiddenInValues = With(_hiddenInValues, value);
        return value;
    }

    /// <summary>The longest spelling of any, in bytes of UTF-8; 0 where there is none.</summary>
    public int Longest => _hidden.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty().Max();

    /// <summary>The text with each secret replaced, also where a path, a form or JSON spells it in its own way.</summary>
    public string Hide(string text) => Without(_hidden, text);

    /// <summary>A key or a variable as the history keeps it: the same for each, but without the secrets that cannot be in it by chance.</summary>
    public string HideInValue(string text) => Without(_hiddenInValues, text);

    private static string Without(string[] hidden, string text)
    {
        foreach (var secret in hidden) text = text.Replace(secret, Shown, StringComparison.Ordinal);
        return text;
    }

    // A secret that holds another is hidden as a whole.
    private static string[] With(string[] hidden, string value) =>
        [.. hidden.Concat(Spellings(value)).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)];

    private static IEnumerable<string> Spellings(string value)
    {
        yield return Encoding.UTF8.GetString(ValueText.Bytes(value, TemplateUse.Path));
        yield return Uri.EscapeDataString(value).ToLower(CultureInfo.InvariantCulture);
        // A server that tells the path it was asked for may have unescaped all of it but the slashes.
        foreach (var form in new[] { value, value.Replace("/", "%2F", StringComparison.Ordinal) })
        {
            yield return form;
            yield return Encoding.UTF8.GetString(ValueText.Bytes(form, TemplateUse.Json));
            yield return System.Text.Json.JsonSerializer.Serialize(form)[1..^1];
        }
    }
}
