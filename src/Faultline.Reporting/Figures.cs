using System.Globalization;
using Faultline.Experiments;

namespace Faultline.Reporting;

/// <summary>How figures are written for people, the same in the terminal and on the page.</summary>
public static class Figures
{
    /// <summary>What stands where nothing was measured.</summary>
    public const string None = "–";

    /// <summary>A count with thousands separated: <c>12,345</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 anomaly</c>, <c>2 anomalies</c>.</summary>
    public static string Counted(long value, string one, string many) => $"{Count(value)} {(value == 1 ? one : many)}";

    /// <summary>A count with a noun of the trade.</summary>
    internal static string Counted(long value, Noun noun) => Counted(value, TradeText.Word(noun.One), TradeText.Word(noun.Many));

    /// <summary><c> (3 of 12 shown)</c>, or nothing where all are.</summary>
    internal static string Shown(int shown, int total) => shown < total ? $" ({Count(shown)} of {Count(total)} shown)" : "";

    /// <summary>A difference with its sign: <c>+12</c>, <c>−3</c>, <c>0</c>.</summary>
    public static string Difference(long value) => value switch
    {
        > 0 => "+" + Count(value),
        < 0 => "−" + Count(value)[1..],
        _ => "0",
    };

    /// <summary>
    /// A share from 0 to 1 in percent with one digit. Never rounded to 0 % or 100 % unless it is that exactly:
    /// one failure among a million must not read as none.
    /// </summary>
    public static string Share(double share)
    {
        if (!double.IsFinite(share))
            return None;

        var percent = share * 100;
        return percent switch
        {
            > 0 and < 0.05 => "< 0.1 %",
            < 100 and >= 99.95 => "> 99.9 %",
            0 or 100 => percent.ToString("0", CultureInfo.InvariantCulture) + " %",
            _ => percent.ToString("0.0", CultureInfo.InvariantCulture) + " %",
        };
    }

    /// <summary>A measured value with three significant digits, never with an exponent: <c>0.42</c>, <c>31.4</c>, <c>5,003</c>.</summary>
    public static string Measure(double value)
    {
        if (!double.IsFinite(value))
            return None;

        var format = Math.Abs(value) switch
        {
            0 => "0",
            < 0.995 => "0.###",
            < 9.995 => "0.00",
            < 99.95 => "0.0",
            _ => "#,##0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>Milliseconds with three significant digits: <c>31.4 ms</c>.</summary>
    public static string Milliseconds(double value) => double.IsFinite(value) ? Measure(value) + " ms" : None;

    /// <summary>Milliseconds that may be a lower bound: <c>≥ 3,000 ms</c>.</summary>
    public static string Milliseconds(double value, bool atLeast) =>
        atLeast && double.IsFinite(value) ? "≥ " + Milliseconds(value) : Milliseconds(value);

    /// <summary>Seconds with three significant digits: <c>2.31 s</c>.</summary>
    public static string Seconds(double? value) => value is { } v && double.IsFinite(v) ? Measure(v) + " s" : None;

    /// <summary>Something per second: <c>1,030/s</c>.</summary>
    public static string PerSecond(double value) => double.IsFinite(value) ? Measure(value) + "/s" : None;

    /// <summary>A moment of the run, in seconds since the start of the load, to the millisecond: <c>12.345 s</c>.</summary>
    public static string Moment(TimeSpan? at) => at is { } time
        ? time.TotalSeconds.ToString("#,##0.000", CultureInfo.InvariantCulture).Replace('-', '−') + " s"
        : None;

    /// <summary>A moment of the calendar, in UTC, to the second.</summary>
    public static string Utc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
}
