using Faultline.Histories;

namespace Faultline.Load;

/// <summary>
/// Counts the operations of a run. Each processor counts in a part of its own, so that counting does not make the
/// processors wait for each other.
/// </summary>
internal sealed class Tally
{
    // A histogram for each kind in each part is 200 KB: on large machines processors share parts.
    private const int MostShards = 8;

    private readonly IReadOnlyList<string> _kinds;
    private readonly TallyShard[] _shards;
    private readonly Latencies _second = new();

    /// <summary>Counts operations of these kinds.</summary>
    public Tally(IReadOnlyList<string> kinds)
    {
        _kinds = kinds;
        _shards = new TallyShard[Math.Min(Environment.ProcessorCount, MostShards)];
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = new TallyShard(kinds.Count);
    }

    /// <summary>The part to count in, here and now.</summary>
    public TallyShard Here => _shards[Thread.GetCurrentProcessorId() % _shards.Length];

    /// <summary>What has ended so far.</summary>
    public OutcomeCounts Ended()
    {
        var counts = default(OutcomeCounts);
        foreach (var shard in _shards)
            shard.AddTo(ref counts);
        return counts;
    }

    /// <summary>How long the operations took that ended since the last call.</summary>
    public LatencyHistogram CloseSecond()
    {
        _second.Clear();
        foreach (var shard in _shards)
            shard.MoveLatestTo(_second);
        return _second.Counted();
    }

    /// <summary>The counts of each second so far.</summary>
    public List<SecondCounts> Seconds()
    {
        var seconds = new List<SecondCounts>();
        foreach (var shard in _shards)
            shard.AddTo(seconds);
        return seconds;
    }

    /// <summary>How late users resumed after a wait.</summary>
    public Latency Lags()
    {
        var lags = new Latencies();
        foreach (var shard in _shards)
            shard.AddLagsTo(lags);
        return lags.Counted().Percentiles;
    }

    /// <summary>Totals over all operations and of each kind, over a load of this length.</summary>
    public (RequestTotals All, IReadOnlyList<KindTotals> ByKind) Totals(TimeSpan length)
    {
        var byKind = new KindTotals[_kinds.Count];
        var allScheduled = 0L;
        var allCounts = default(OutcomeCounts);
        var allLatencies = new Latencies();
        for (var kind = 0; kind < byKind.Length; kind++)
        {
            var scheduled = 0L;
            var counts = default(OutcomeCounts);
            var latencies = new Latencies();
            foreach (var shard in _shards)
                shard.AddTo(kind, ref scheduled, ref counts, latencies);
            byKind[kind] = new KindTotals(_kinds[kind], TotalsOf(scheduled, counts, latencies, length));
            allScheduled += scheduled;
            allCounts.Add(counts);
            allLatencies.Add(latencies);
        }
        return (TotalsOf(allScheduled, allCounts, allLatencies, length), byKind);
    }

    private static RequestTotals TotalsOf(
        long scheduled, in OutcomeCounts counts, Latencies latencies, TimeSpan length) => new(
        scheduled, counts.Sent, counts.Ok, counts.Failed, counts.Unknown,
        length > TimeSpan.Zero ? counts.Completed / length.TotalSeconds : 0, latencies.Counted())
    {
        Answered = counts.Answered,
    };
}
