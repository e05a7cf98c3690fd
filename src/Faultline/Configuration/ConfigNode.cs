namespace Faultline.Configuration;

/// <summary>The sorts of values that a configuration is made of.</summary>
internal enum ConfigKind
{
    Object,
    List,
    Text,
    Number,
    Boolean,
    Null,
}

/// <summary>A place in a configuration: line and column from 1, and the text of that line.</summary>
internal readonly record struct ConfigPlace(int Line, int Column, string Excerpt);

/// <summary>A key and its value.</summary>
internal sealed record ConfigProperty(string Name, ConfigPlace Place, ConfigNode Value);

/// <summary>A value of a configuration that knows where it stands.</summary>
internal sealed record ConfigNode(ConfigKind Kind, ConfigPlace Place)
{
    /// <summary>The string, or the number or word as it is written; empty for objects and lists.</summary>
    public string Text { get; init; } = "";

    /// <summary>Column, from 1, at which <see cref="Text"/> begins as it is written; 0 where it is written otherwise.</summary>
    public int TextColumn { get; init; }

    /// <summary>The place of a character of <see cref="Text"/>, or the value's own where it is not written so.</summary>
    public ConfigPlace PlaceOf(int index) => TextColumn > 0 && index < Text.Length ? Place with { Column = TextColumn + index } : Place;

    /// <summary>The number; infinite where it is too large to be told.</summary>
    public double Number { get; init; }

    /// <summary>Keys and values in the order of the text, repeated keys included.</summary>
    public IReadOnlyList<ConfigProperty> Properties { get; init; } = [];

    /// <summary>Items of a list.</summary>
    public IReadOnlyList<ConfigNode> Items { get; init; } = [];

    /// <summary>What a reader is told he wrote here.</summary>
    public string Description => Kind switch
    {
        ConfigKind.Object => "an object",
        ConfigKind.List => "a list",
        ConfigKind.Text => $"the string \"{SourceText.Cut(Text, 60)}\"",
        ConfigKind.Number => $"the number {SourceText.Cut(Text, 60)}",
        ConfigKind.Boolean or ConfigKind.Null => Text,
    };
}
