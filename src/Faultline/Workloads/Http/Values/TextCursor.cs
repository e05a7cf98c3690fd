namespace Faultline.Workloads.Http.Values;

/// <summary>Reads a text from left to right.</summary>
internal sealed class TextCursor(string text)
{
    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <summary>Index of what is read next.</summary>
    public int Position { get; set; }

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => Position >= Text.Length;

    /// <summary>The character that is read next; NUL at the end.</summary>
    public char Current => Peek(0);

    /// <summary>The character so many after the next one; NUL behind the end.</summary>
    public char Peek(int ahead) => Position + ahead < Text.Length ? Text[Position + ahead] : '\0';

    /// <summary>Passes a text, if it comes next.</summary>
    public bool TryTake(string expected)
    {
        if (string.CompareOrdinal(Text, Position, expected, 0, expected.Length) != 0) return false;
        Position += expected.Length;
        return true;
    }

    /// <summary>Passes spaces and line ends.</summary>
    public void SkipSpaces()
    {
        while (!AtEnd && char.IsWhiteSpace(Current)) Position++;
    }

    /// <summary>Passes a name of ASCII letters, digits and underscores that begins with no digit; empty where none comes next.</summary>
    public string Name()
    {
        if (!IsNameStart(Current)) return "";
        var start = Position;
        while (IsNameStart(Current) || char.IsAsciiDigit(Current)) Position++;
        return Text[start..Position];
    }

    /// <summary>Passes digits; empty where none comes next.</summary>
    public string Digits()
    {
        var start = Position;
        while (char.IsAsciiDigit(Current)) Position++;
        return Text[start..Position];
    }

    /// <summary>Passes a text in single or double quotes, in which a backslash stands before a quote or a backslash.</summary>
    /// <exception cref="ValueSyntaxException">Its end is missing.</exception>
    public string Quoted()
    {
        var start = Position;
        var quote = Text[Position++];
        var value = new System.Text.StringBuilder();
        while (!AtEnd && Current != quote)
        {
            if (Current == '\\' && Position + 1 < Text.Length) Position++;
            value.Append(Text[Position++]);
        }

        if (AtEnd) throw new ValueSyntaxException($"the closing {quote} of this text is missing", start);
        Position++;
        return value.ToString();
    }

    /// <summary>Passes what is expected next.</summary>
    /// <exception cref="ValueSyntaxException">Something else comes.</exception>
    public void Take(string expected)
    {
        SkipSpaces();
        if (!TryTake(expected)) throw Unexpected($"\"{expected}\" is expected here");
    }

    /// <summary>Passes spaces up to the end.</summary>
    /// <exception cref="ValueSyntaxException">Something else comes.</exception>
    public void TakeEnd(string after)
    {
        SkipSpaces();
        if (!AtEnd) throw Unexpected($"nothing is expected after {after}");
    }

    /// <summary>What is said where something else comes next than what the sentence expects.</summary>
    public ValueSyntaxException Unexpected(string sentence) => new($"{sentence}, but {Found()}", Math.Min(Position, Text.Length));

    private string Found() => AtEnd ? "the text ends" : $"\"{Rest()}\" follows";

    private string Rest() => Text.Length - Position <= 20 ? Text[Position..] : $"{Text.AsSpan(Position, 20)}…";

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';
}
