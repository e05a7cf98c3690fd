using Faultline.Histories;

namespace Faultline.Load;

/// <summary>Counts what the users do: in all, by kind, and by second.</summary>
internal sealed class LoadMeter
{
    private readonly Lock _lock = new();
    private readonly OutcomeCounter _total = new();
    private readonly OutcomeCounter[] _kinds;
    private readonly IReadOnlyList<string> _names;
    private readonly OutcomeCounter _second = new();
    private readonly List<TimelineSecond> _timeline = [];
    private readonly List<long> _scheduled = [];
    private readonly SlidingRate _rate = new(TimeSpan.FromSeconds(1));
    private int _users;

    public LoadMeter(IReadOnlyList<string> kinds)
    {
        _names = kinds;
        _kinds = [.. kinds.Select(_ => new OutcomeCounter())];
    }

    public void UserStarted()
    {
        lock (_lock) _users++;
    }

    public void Scheduled(int kind, TimeSpan intended)
    {
        var second = (int)intended.TotalSeconds;
        lock (_lock)
        {
            _total.Scheduled++;
            _kinds[kind].Scheduled++;
            while (_scheduled.Count <= second) _scheduled.Add(0);
            _scheduled[second]++;
        }
    }

    public void Completed(int kind, in RecordedOperation operation, bool sent)
    {
        lock (_lock)
        {
            // An operation that is counted a moment after its second was closed belongs to the next.
            CloseSeconds(TimeSpan.FromMicroseconds(operation.CompletedMicroseconds));
            _total.Add(operation, sent);
            _kinds[kind].Add(operation, sent);
            _second.Add(operation, sent);
        }
    }

    public LoadSnapshot Snapshot(TimeSpan elapsed)
    {
        lock (_lock)
        {
            CloseSeconds(elapsed);
            var last = _timeline.Count > 0 ? _timeline[^1] : null;
            return new LoadSnapshot(
                elapsed, _users, _total.Scheduled, _total.Sent, _total.Ok, _total.Failed, _total.Unknown,
                _rate.At(elapsed, _total.Completed), last?.P50 ?? 0, last?.P95 ?? 0, last?.P99 ?? 0);
        }
    }

    public LoadResult Result(TimeSpan length, GeneratorHealth generator, bool stopped)
    {
        lock (_lock)
        {
            if (_second.Completed > 0) CloseSeconds(TimeSpan.FromSeconds(_timeline.Count + 1));
            return new LoadResult(
                _total.Totals(length), [.. _kinds.Select((k, i) => new KindTotals(_names[i], k.Totals(length)))], generator,
                [.. _timeline.Select(Row)], stopped);
        }
    }

    /// <summary>Starts later than the close of its second are rare, but they count: taken when the rows are given out.</summary>
    private TimelineSecond Row(TimelineSecond row) => row with { Scheduled = row.Second < _scheduled.Count ? _scheduled[row.Second] : 0 };

    private void CloseSeconds(TimeSpan now)
    {
        while (_timeline.Count < (int)now.TotalSeconds)
        {
            var latency = _second.Latency();
            _timeline.Add(new TimelineSecond(
                _timeline.Count, _users, 0, _second.Ok, _second.Failed, _second.Unknown, latency.P50, latency.P95, latency.P99, latency.Max));
            _second.Reset();
        }
    }
}
