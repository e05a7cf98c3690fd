using System.Globalization;
using System.Text;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Storage;

namespace Faultline.Reporting.Csv;

/// <summary>Writes <c>timeline.csv</c>: a row per second of the load, units in the header, RFC 4180.</summary>
public static class TimelineCsv
{
    /// <summary>
    /// Names and units of the columns. The last names the percentiles that are only lower bounds, since operations that
    /// got no answer count in them: <c>p99 max</c>; only percentiles that have a column are named.
    /// </summary>
    public const string Header =
        "second,users,scheduled_per_s,completed_per_s,ok_per_s,failed_per_s,unknown_per_s,p50_ms,p95_ms,p99_ms,max_ms,answered_per_s,at_least";

    private const LowerBounds WithoutColumn = LowerBounds.P999;

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(Run run, string path) => AtomicFile.Write(path, stream => Write(run, stream));

    /// <summary>Writes to a stream and leaves it open.</summary>
    public static void Write(Run run, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(Header);
        foreach (var second in run.Timeline)
            writer.WriteLine(Row(second));
    }

    private static string Row(TimelineSecond s) => string.Create(
        CultureInfo.InvariantCulture,
        $"{s.Second},{s.Users},{s.Scheduled},{s.Completed},{s.Ok},{s.Failed},{s.Unknown},{Latency(s, s.P50)},{Latency(s, s.P95)},{Latency(s, s.P99)},{Latency(s, s.Max)},{s.Answered},{string.Join(' ', LatencyText.Names(s.AtLeast & ~WithoutColumn))}");

    // Empty, not 0, where nothing ended: a plot or a mean must not take it for a fast second.
    private static string Latency(TimelineSecond second, double value) =>
        second.Completed == 0 || !double.IsFinite(value)
            ? ""
            : Math.Round(value, 3).ToString(CultureInfo.InvariantCulture);
}
