using Faultline.Histories;

namespace Faultline.Load;

/// <summary>Turns the counts of a run into snapshots and rows of its timeline, one reading after the other.</summary>
internal sealed class Readings(RunClock clock, UserPool users, Invocations invocations, Tally tally)
{
    private readonly SlidingRate _rate = new();
    private readonly List<(int Users, LatencyHistogram Latencies)> _closed = [];
    private LatencyHistogram _lastSecond = LatencyHistogram.Empty;

    /// <summary>The state of the load now.</summary>
    public LoadSnapshot Read()
    {
        var elapsed = clock.Elapsed;
        CloseSeconds((int)elapsed.TotalSeconds);
        // What has ended is read before what has begun: nothing ends before it begins.
        var ended = tally.Ended();
        return new LoadSnapshot
        {
            Elapsed = elapsed,
            Users = users.Started,
            Scheduled = invocations.Scheduled,
            Sent = ended.Sent,
            Ok = ended.Ok,
            Failed = ended.Failed,
            Unknown = ended.Unknown,
            RequestsPerSecond = _rate.Read(elapsed, ended.Completed),
            LastSecond = _lastSecond,
        };
    }

    /// <summary>The timeline, to be asked for once at the end.</summary>
    public IReadOnlyList<TimelineSecond> Timeline()
    {
        var seconds = tally.Seconds();
        CloseSeconds(Math.Max(seconds.Count, _closed.Count + 1));
        return [.. _closed.Select((closed, second) => Row(second, closed.Users, closed.Latencies, seconds))];
    }

    private static TimelineSecond Row(int second, int users, LatencyHistogram latencies, List<SecondCounts> seconds)
    {
        var counts = second < seconds.Count ? seconds[second] : default;
        if (counts.Ended.Completed == 0)
            latencies = LatencyHistogram.Empty;
        return new TimelineSecond(
            second, users, counts.Scheduled, counts.Ended.Ok, counts.Ended.Failed, counts.Ended.Unknown,
            latencies)
        {
            Answered = counts.Ended.Answered,
        };
    }

    private void CloseSeconds(int until)
    {
        if (_closed.Count >= until)
            return;
        // Where readings came more than a second apart, those seconds share their latencies.
        _lastSecond = tally.CloseSecond();
        while (_closed.Count < until)
            _closed.Add((users.Started, _lastSecond));
    }
}
