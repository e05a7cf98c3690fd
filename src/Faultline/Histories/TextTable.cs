using System.Text.Unicode;

namespace Faultline.Histories;

/// <summary>Texts that many operations share (kinds, answers, instances), each kept once and named by a number.</summary>
internal sealed class TextTable
{
    /// <summary>The most texts a table holds; a number fits 12 bits.</summary>
    public const int MostTexts = 1 << 12;

    /// <summary>Longer texts are cut to as many bytes of UTF-8.</summary>
    public const int LongestText = 1 << 10;

    private const int MostCharacters = 1 << 19;
    private const int MostBytesACharacter = 3;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _texts = [];
    private int _characters;

    /// <summary>A table in which the empty text has the number 0.</summary>
    public TextTable()
    {
        _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        Clear();
    }

    /// <summary>The text of this number.</summary>
    public string this[int number] => _texts[number];

    /// <summary>The number of a text, which is added if it is new; false if there is no room for it.</summary>
    public bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        if (text.IsEmpty)
            return true;
        text = Cut(text);
        if (_lookup.TryGetValue(text, out number))
            return true;
        if (_texts.Count == MostTexts || _characters + text.Length > MostCharacters)
            return false;
        number = Add(text.ToString());
        return true;
    }

    /// <summary>Forgets all texts but the empty one.</summary>
    public void Clear()
    {
        _numbers.Clear();
        _texts.Clear();
        _characters = 0;
        Add("");
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text)
    {
        if (text.Length <= LongestText / MostBytesACharacter)
            return text;
        Span<byte> bytes = stackalloc byte[LongestText];
        _ = Utf8.FromUtf16(text, bytes, out var characters, out _);
        return text[..characters];
    }

    private int Add(string text)
    {
        var number = _texts.Count;
        _texts.Add(text);
        _numbers.Add(text, number);
        _characters += text.Length;
        return number;
    }
}
