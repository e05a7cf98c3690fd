using System.Text;
using System.Text.Json;

namespace Faultline.Workloads.Http.Values;

/// <summary>Keeps the first match as text; null where it is a map, a list or null.</summary>
internal struct FirstText : IMatchVisitor
{
    private bool _isSeen;

    /// <summary>The text.</summary>
    public string? Text { get; private set; }

    /// <inheritdoc/>
    public void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (_isSeen) return;
        (_isSeen, Text) = (true, JsonScalar.Text(ref reader));
    }
}

/// <summary>Keeps the first match as a number.</summary>
internal struct FirstNumber(int scale) : IMatchVisitor
{
    private bool _isSeen;

    /// <summary>The number; null where it is none.</summary>
    public long? Number { get; private set; }

    /// <inheritdoc/>
    public void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (_isSeen) return;
        (_isSeen, Number) = (true, JsonScalar.Number(ref reader, scale));
    }
}

/// <summary>Keeps the first match as a value.</summary>
internal struct FirstValue : IMatchVisitor
{
    private bool _isSeen;

    /// <summary>The value; null where it is a map, a list or null.</summary>
    public Value? Match { get; private set; }

    /// <inheritdoc/>
    public void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (_isSeen) return;
        _isSeen = true;
        // 1e3 and 12.50 stay texts: a request that sends them on sends what the answer wrote.
        if (reader.TokenType == JsonTokenType.Number && !reader.ValueSpan.ContainsAny(".eE"u8) && DecimalText.Read(reader.ValueSpan, 0) is { } number)
            Match = Value.Of(number);
        else if (JsonScalar.Text(ref reader) is { } text)
            Match = Value.Of(text);
    }
}

/// <summary>Counts the matches.</summary>
internal struct Counted : IMatchVisitor
{
    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json) => Count++;
}

/// <summary>Adds the matches up.</summary>
internal struct Summed(int scale) : IMatchVisitor
{
    private Int128 _sum;
    private bool _isBroken;

    /// <summary>The sum; null where one is no number, or it is out of range.</summary>
    public readonly long? Sum => _isBroken || _sum < long.MinValue || _sum > long.MaxValue ? null : (long)_sum;

    /// <inheritdoc/>
    public void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (JsonScalar.Number(ref reader, scale) is { } number) _sum += number;
        else _isBroken = true;
    }
}

/// <summary>Keeps where the matches stand.</summary>
internal struct AllRanges() : IMatchVisitor
{
    /// <summary>From the first byte of each to the one behind it.</summary>
    public List<Range> Ranges { get; } = [];

    /// <inheritdoc/>
    public readonly void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var end = reader;
        end.Skip();
        Ranges.Add((int)reader.TokenStartIndex..(int)end.BytesConsumed);
    }
}

/// <summary>Compares the first match with a literal.</summary>
internal struct Compared(Literal literal) : IMatchVisitor
{
    /// <summary>Whether they are equal; null before one was seen.</summary>
    public bool? IsEqual { get; private set; }

    /// <inheritdoc/>
    public void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json) => IsEqual ??= literal.Equals(ref reader);
}

/// <summary>Keeps what the first match is, for a sentence.</summary>
internal struct FirstShown : IMatchVisitor
{
    private const int Longest = 60;

    /// <summary>As JSON writes it, cut; null before one was seen.</summary>
    public string? Shown { get; private set; }

    /// <summary>Its sort.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>Its first members' names, where it is a map.</summary>
    public List<string>? Names { get; private set; }

    /// <inheritdoc/>
    public void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (Shown is not null) return;
        var end = reader;
        end.Skip();
        Type = reader.TokenType;
        var whole = json[(int)reader.TokenStartIndex..(int)end.BytesConsumed];
        Shown = whole.Length <= Longest ? Encoding.UTF8.GetString(whole) : Encoding.UTF8.GetString(whole[..Longest]) + "…";
        if (Type != JsonTokenType.StartObject) return;

        Names = [];
        var member = reader;
        while (member.Read() && member.TokenType == JsonTokenType.PropertyName)
        {
            Names.Add(member.GetString()!);
            member.Read();
            member.Skip();
        }
    }
}
