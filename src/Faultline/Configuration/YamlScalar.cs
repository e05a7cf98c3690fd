namespace Faultline.Configuration;

/// <summary>
/// What a scalar without quotes is: YAML 1.2's core schema, but numbers are those of JSON, also with <c>_</c> between digits, so
/// that <c>007</c>, <c>0x1F</c> and <c>.5</c> stay texts, as <c>yes</c>, <c>no</c> and <c>on</c> do.
/// </summary>
internal static class YamlScalar
{
    /// <summary>Its sort and, of a number, its value.</summary>
    public static (ConfigKind Kind, double Number) Of(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL": return (ConfigKind.Null, 0);
            case "true" or "True" or "TRUE" or "false" or "False" or "FALSE": return (ConfigKind.Boolean, 0);
        }

        return char.IsAsciiDigit(text[^1]) && NumberText.Number(WithoutSeparators(text)) is { } number
            ? (ConfigKind.Number, number)
            : (ConfigKind.Text, 0);
    }

    /// <summary>A number without the <c>_</c> between its digits, as JSON has it.</summary>
    public static string WithoutSeparators(string text)
    {
        for (var at = text.IndexOf('_', StringComparison.Ordinal); at >= 0; at = text.IndexOf('_', at + 1))
        {
            if (at == 0 || at + 1 == text.Length || !char.IsAsciiDigit(text[at - 1]) || !char.IsAsciiDigit(text[at + 1])) return text;
        }

        return text.Replace("_", "", StringComparison.Ordinal);
    }
}
