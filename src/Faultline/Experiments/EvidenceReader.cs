using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>Fetches the operations that anomalies name, so that a page can show them.</summary>
internal static class EvidenceReader
{
    private const int Largest = 5_000;

    public static async Task<IReadOnlyList<Operation>> ReadAsync(string history, AuditResult audit, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<long>();
        // Proofs about single transactions first: they name few operations and tell the most.
        foreach (var anomaly in audit.Anomalies.Concat(audit.Transients).OrderBy(a => a.Implicated))
        {
            if (wanted.Count + anomaly.Operations.Count > Largest) continue;
            wanted.UnionWith(anomaly.Operations);
        }

        var evidence = new List<Operation>(wanted.Count);
        if (wanted.Count == 0) return evidence;
        await foreach (var operation in HistoryReader.ReadAsync(history, cancellationToken))
            if (wanted.Contains(operation.Id)) evidence.Add(operation);
        evidence.Sort((a, b) => a.Id.CompareTo(b.Id));
        return evidence;
    }
}
