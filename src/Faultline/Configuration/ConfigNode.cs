using System.Text.Json;

namespace Faultline.Configuration;

/// <summary>A value of a JSON text, and where it stands.</summary>
internal sealed record ConfigNode(JsonValueKind Kind, ConfigPosition Position)
{
    /// <summary>The text of a string.</summary>
    public string Text { get; init; } = "";

    /// <summary>The value of a number.</summary>
    public double Number { get; init; }

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<ConfigNode> Items { get; init; } = [];

    /// <summary>The members of an object, in order, repeated ones too.</summary>
    public IReadOnlyList<ConfigMember> Members { get; init; } = [];

    /// <summary>What it is, for a message.</summary>
    public string Describe() => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"\"{Text}\"",
        JsonValueKind.Number => Number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}

/// <summary>A member of an object: its key, where that stands, and its value.</summary>
internal sealed record ConfigMember(string Key, ConfigPosition Position, ConfigNode Value);

/// <summary>A place in a file: line and column from 1, and the text of the line.</summary>
internal sealed record ConfigPosition(string File, int Line, int Column, string Excerpt)
{
    /// <summary>An error at this place.</summary>
    public ConfigurationError Error(string message, string? hint = null) => new(message, File, Line, Column, Excerpt, hint);
}
