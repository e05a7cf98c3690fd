using Faultline.Histories;
using Faultline.Load;

namespace Faultline.Tests.Load;

public sealed class LoadMeterTests
{
    private readonly LoadMeter _meter = new(["a", "b"]);

    [Fact]
    public void Totals_kinds_and_seconds_add_up()
    {
        _meter.UserStarted();
        Do(0, 0.2, 0.3, Outcome.Ok);
        Do(1, 0.4, 0.9, Outcome.Failed, status: 400);
        _meter.Snapshot(TimeSpan.FromSeconds(1));
        _meter.UserStarted();
        Do(0, 1.2, 1.4, Outcome.Unknown, status: 0);
        Do(0, 1.3, 2.5, Outcome.Failed, status: 0, sent: false);

        var result = _meter.Result(TimeSpan.FromSeconds(3), GeneratorHealth.None, stopped: false);

        Assert.Equal((4L, 3L, 1L, 2L, 1L), (result.Totals.Scheduled, result.Totals.Sent, result.Totals.Ok, result.Totals.Failed, result.Totals.Unknown));
        Assert.Equal(4 / 3.0, result.Totals.PerSecond);
        Assert.Equal([("a", 3L), ("b", 1L)], result.ByKind.Select(k => (k.Kind, k.Requests.Scheduled)));
        Assert.Equal([(0, 1, 2L, 1L, 1L, 0L), (1, 2, 2L, 0L, 0L, 1L), (2, 2, 0L, 0L, 1L, 0L)],
            result.Timeline.Select(s => (s.Second, s.Users, s.Scheduled, s.Ok, s.Failed, s.Unknown)));
    }

    [Fact]
    public void Only_answers_have_a_latency()
    {
        Do(0, 0, 0.1, Outcome.Ok);
        Do(0, 0, 9, Outcome.Unknown, status: 0);

        var latency = _meter.Result(TimeSpan.FromSeconds(9), GeneratorHealth.None, stopped: false).Totals.LatencyMs;

        Assert.InRange(latency.Max, 99.9, 100.2);
        Assert.InRange(latency.P50, 99.9, 100.2);
    }

    [Fact]
    public void Seconds_without_operations_are_rows_of_noughts()
    {
        Do(0, 0.1, 0.2, Outcome.Ok);
        Do(0, 3.1, 3.2, Outcome.Ok);

        var timeline = _meter.Result(TimeSpan.FromSeconds(4), GeneratorHealth.None, stopped: false).Timeline;

        Assert.Equal([1L, 0L, 0L, 1L], timeline.Select(s => s.Completed));
        Assert.Equal((0.0, 0.0), (timeline[1].P50, timeline[1].Max));
    }

    [Fact]
    public void A_snapshot_tells_what_is_in_flight()
    {
        _meter.Scheduled(0, TimeSpan.Zero);
        Do(0, 0.1, 0.2, Outcome.Ok);

        var snapshot = _meter.Snapshot(TimeSpan.FromSeconds(0.5));

        Assert.Equal((1L, 1L, 1.0), (snapshot.InFlight, snapshot.Completed, snapshot.RequestsPerSecond));
    }

    private void Do(int kind, double start, double end, Outcome outcome, int status = 200, bool sent = true)
    {
        _meter.Scheduled(kind, TimeSpan.FromSeconds(start));
        var operation = new RecordedOperation
        {
            SentMicroseconds = (long)(start * 1e6),
            CompletedMicroseconds = (long)(end * 1e6),
            Outcome = outcome,
            Status = (short)status,
        };
        _meter.Completed(kind, operation, sent);
    }
}
