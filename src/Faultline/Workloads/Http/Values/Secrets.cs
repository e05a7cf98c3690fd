using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

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
    private Regex? _hidden;
    private Regex? _hiddenInValues;

    /// <summary>Names of the variables of the environment that were read.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>The value of a variable of the environment; null where it is not set, or empty.</summary>
    public string? Read(string name)
    {
        if (_values.TryGetValue(name, out var known)) return known;
        if (environment(name) is not { Length: > 0 } value) return null;

        _values.Add(name, value);
        (_hidden, _hiddenInValues) = (Any(LeastHidden), Any(LeastHiddenInValues));
        return value;
    }

    /// <summary>The longest that any can be spelled, in bytes of UTF-8; 0 where nothing is hidden.</summary>
    public int Longest => _values.Values.Where(v => v.Length >= LeastHidden).Select(v => v.EnumerateRunes().Sum(MostBytes)).DefaultIfEmpty().Max();

    /// <summary>The text with each secret replaced, also where a path, a form, JSON or HTML spells some of its characters in its own way.</summary>
    public string Hide(string text) => _hidden?.Replace(text, Shown) ?? text;

    /// <summary>A key or a variable as the history keeps it: the same for each, but without the secrets that cannot be in it by chance.</summary>
    public string HideInValue(string text) => _hiddenInValues?.Replace(text, Shown) ?? text;

    // A secret that holds another is hidden as a whole.
    private Regex? Any(int least)
    {
        string[] hidden = [.. _values.Values.Where(v => v.Length >= least).OrderByDescending(v => v.Length).Select(v => string.Concat(v.EnumerateRunes().Select(Spellings)))];
        return hidden.Length == 0 ? null : new Regex(string.Join('|', hidden), RegexOptions.CultureInvariant);
    }

    /// <summary>Finds a character however it is escaped: a server may repeat a path of which it has unescaped some characters, within JSON.</summary>
    private static string Spellings(Rune rune)
    {
        var text = rune.ToString();
        if (IsPlain(rune)) return text;
        var bytes = string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));
        var json = string.Concat(text.Select(c => string.Create(CultureInfo.InvariantCulture, $@"\\u{(int)c:X4}")));
        var own = text switch
        {
            "\"" => @"|\\""|&quot;|&\#34;",
            "\\" => @"|\\\\",
            "/" => @"|\\/",
            " " => @"|\+",
            "\t" => @"|\\t",
            "&" => "|&amp;",
            "'" => @"|&\#39;|&\#x27;|&apos;",
            "<" => "|&lt;",
            ">" => "|&gt;",
            _ => "",
        };
        return $"(?:(?i:{bytes}|{json}){own}|{Regex.Escape(text)})";
    }

    private static int MostBytes(Rune rune)
    {
        const int Percent = 3;
        const int Json = 6;
        return IsPlain(rune) ? 1 : Math.Max(Percent * rune.Utf8SequenceLength, Json * rune.Utf16SequenceLength);
    }

    // Nobody escapes these.
    private static bool IsPlain(Rune rune) => rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value);
}
