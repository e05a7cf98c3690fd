using Faultline.Auditing;

namespace Faultline.Reporting;

/// <summary>An anomaly that is shown. Its number is its place in the audit, from 1, and names its anchor.</summary>
internal sealed record ShownAnomaly(int Number, Anomaly Anomaly, bool WithEvidence)
{
    public string Anchor => $"anomaly-{Number}";
}

/// <summary>The anomalies of one kind: how many there are, and those that are shown.</summary>
internal sealed record AnomalyGroup(string Kind, int Total, IReadOnlyList<ShownAnomaly> Shown)
{
    /// <summary>
    /// Groups by kind, the most frequent first. Evidence is shared out evenly, so that a kind with one anomaly is not
    /// crowded out by one with ten thousand.
    /// </summary>
    public static IReadOnlyList<AnomalyGroup> Of(IReadOnlyList<Anomaly> anomalies, PageLimits limits)
    {
        var kinds = anomalies.Index()
            .GroupBy(entry => entry.Item.Kind, StringComparer.Ordinal)
            .OrderByDescending(kind => kind.Count())
            .ThenBy(kind => kind.Key, StringComparer.Ordinal)
            .Take(limits.Rows)
            .ToList();

        var (evidence, rows) = (limits.Evidence, limits.Rows * 2);
        var groups = new List<AnomalyGroup>();
        // The smallest kinds choose first: what they leave is shared by the larger ones.
        for (var i = kinds.Count - 1; i >= 0; i--)
        {
            var kind = kinds[i].ToList();
            var shown = Math.Min(Math.Min(kind.Count, limits.Rows), Math.Max(1, rows / (i + 1)));
            var proofs = Math.Min(shown, evidence / (i + 1));
            rows -= shown;
            evidence -= proofs;
            groups.Add(new(kinds[i].Key, kind.Count, [.. kind.Take(shown).Select((entry, n) => new ShownAnomaly(entry.Index + 1, entry.Item, n < proofs))]));
        }

        groups.Reverse();
        return groups;
    }
}
