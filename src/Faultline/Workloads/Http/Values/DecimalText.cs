namespace Faultline.Workloads.Http.Values;

/// <summary>Reads decimal numbers as whole ones of a smaller unit, exactly.</summary>
internal static class DecimalText
{
    /// <summary>The most decimal places: 10¹⁸ is the largest power of ten that a 64-bit number holds.</summary>
    public const int MostPlaces = 18;

    // Beyond it, an exponent only tells that a number is out of range, or not whole.
    private const long LargestExponent = 1_000_000_000_000;

    /// <summary>
    /// The number times ten to the <paramref name="scale"/>: a sign, digits, a fraction and an exponent as JSON has them; also a plus sign and
    /// zeros before. Null where it is none, is not whole, or is out of the range of 64 bits.
    /// </summary>
    public static long? Read(ReadOnlySpan<byte> text, int scale)
    {
        var isNegative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..]) text = text[1..];

        var whole = TakeDigits(ref text);
        if (whole.IsEmpty) return null;

        ReadOnlySpan<byte> fraction = default;
        if (text is [(byte)'.', ..])
        {
            text = text[1..];
            fraction = TakeDigits(ref text);
            if (fraction.IsEmpty) return null;
        }

        if (!TryTakeExponent(ref text, out var exponent) || !text.IsEmpty) return null;

        // The digits, one after the other, are the number times ten to the shift.
        var shift = exponent - fraction.Length + scale;
        shift += TrimZeros(ref fraction);
        if (fraction.IsEmpty) shift += TrimZeros(ref whole);
        whole = whole.TrimStart((byte)'0');
        if (whole.IsEmpty) fraction = fraction.TrimStart((byte)'0');
        if (whole.IsEmpty && fraction.IsEmpty) return 0;
        if (shift < 0 || whole.Length + fraction.Length + shift > MostPlaces + 1) return null;

        // At most 19 digits, which 64 bits hold without a sign.
        var number = Append(Append(0, whole), fraction);
        for (; shift > 0; shift--) number *= 10;
        if (isNegative) return number <= long.MaxValue + 1UL ? unchecked(-(long)number) : null;
        return number <= long.MaxValue ? (long)number : null;
    }

    private static bool TryTakeExponent(ref ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (text is not [(byte)'e' or (byte)'E', ..]) return true;

        text = text[1..];
        var isNegative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..]) text = text[1..];
        var digits = TakeDigits(ref text);
        foreach (var digit in digits) exponent = Math.Min(LargestExponent, 10 * exponent + digit - '0');
        if (isNegative) exponent = -exponent;
        return !digits.IsEmpty;
    }

    private static ReadOnlySpan<byte> TakeDigits(scoped ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static int TrimZeros(scoped ref ReadOnlySpan<byte> digits)
    {
        var length = digits.Length;
        digits = digits.TrimEnd((byte)'0');
        return length - digits.Length;
    }

    private static ulong Append(ulong number, ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits) number = 10 * number + digit - '0';
        return number;
    }
}
