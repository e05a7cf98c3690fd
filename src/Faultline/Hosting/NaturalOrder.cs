using System.Globalization;

namespace Faultline.Hosting;

/// <summary>Orders names by their text and then by the number at their end, so that <c>stock-10</c> comes after <c>stock-9</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (textX, numberX) = Split(x ?? "");
        var (textY, numberY) = Split(y ?? "");
        var text = string.CompareOrdinal(textX, textY);
        if (text != 0) return text;
        var number = numberX.CompareTo(numberY);
        return number != 0 ? number : string.CompareOrdinal(x, y);
    }

    private static (string Text, long Number) Split(string name)
    {
        var digits = name.Length;
        while (digits > 0 && char.IsAsciiDigit(name[digits - 1]) && name.Length - digits < 18) digits--;
        return (name[..digits], digits == name.Length ? -1 : long.Parse(name.AsSpan(digits), CultureInfo.InvariantCulture));
    }
}
