using Faultline.Experiments;

namespace Faultline.Reporting.Charts;

/// <summary>Where on the time axis anomalies begin.</summary>
internal static class AnomalyBegins
{
    /// <summary>
    /// How many anomalies' first operation was sent within each stretch of <paramref name="width"/> seconds, by the
    /// stretch's first second. A balance that is off because of any of a hundred operations has no such moment and
    /// is left out, as is an anomaly whose operations were not kept.
    /// </summary>
    public static IReadOnlyDictionary<int, int> PerBin(Run run, int width)
    {
        var sent = new Dictionary<long, TimeSpan>();
        foreach (var operation in run.Evidence)
            sent[operation.Id] = operation.Sent;

        var begins = new Dictionary<int, int>();
        foreach (var anomaly in (run.Audit?.Anomalies ?? []).Where(a => !a.Implicated))
        {
            var moments = anomaly.Operations.Where(sent.ContainsKey).Select(id => sent[id]).ToList();
            if (moments.Count == 0)
                continue;
            var bin = (int)(moments.Min().TotalSeconds / width) * width;
            begins[bin] = begins.GetValueOrDefault(bin) + 1;
        }

        return begins;
    }
}
