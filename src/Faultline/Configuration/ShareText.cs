namespace Faultline.Configuration;

/// <summary>Shares in percent as they may be written, on the command line and in files: a number without an exponent, and a percent sign.</summary>
public static class ShareText
{
    /// <summary>The percents, 0 or more, or null where the text is no share.</summary>
    public static double? Percent(string text) =>
        text.EndsWith('%') && text.IndexOfAny(['e', 'E', '-']) < 0 ? NumberText.Number(text[..^1]) : null;

    /// <summary>
    /// A share of a whole number, rounded up. What was written with decimals is reckoned with decimals: 5.5 % of 400 are 22 and
    /// not a little more.
    /// </summary>
    /// <param name="percent">Percents, from 0 to 100.</param>
    /// <param name="whole">What it is a share of.</param>
    public static int Of(double percent, int whole) => (int)Math.Ceiling(whole * (decimal)percent / 100);
}
