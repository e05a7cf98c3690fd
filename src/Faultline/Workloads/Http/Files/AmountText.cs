using System.Globalization;
using Faultline.Configuration;

namespace Faultline.Workloads.Http.Files;

/// <summary>Amounts as a file writes them, in the unit that people use: with two decimal places, <c>12.30</c> is 1230.</summary>
internal static class AmountText
{
    /// <summary>The amount in the smallest unit; null where the text is none, has more decimal places, or is out of range.</summary>
    public static long? Of(string text, int scale)
    {
        var number = YamlScalar.WithoutSeparators(text);
        if (!decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;

        for (var i = 0; i < scale; i++)
        {
            if (Math.Abs(amount) > long.MaxValue) return null;
            amount *= 10;
        }

        return amount == decimal.Truncate(amount) && amount is >= long.MinValue and <= long.MaxValue ? (long)amount : null;
    }
}
