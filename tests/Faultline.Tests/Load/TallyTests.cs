using Faultline.Histories;
using Faultline.Load;

namespace Faultline.Tests.Load;

public sealed class TallyTests
{
    private readonly Tally _tally = new(["add", "checkout"]);

    [Fact]
    public void Totals_are_told_over_all_and_for_each_kind()
    {
        End(0, 0.1, Outcome.Ok, latencyMs: 4);
        End(0, 0.2, Outcome.Failed, latencyMs: 8);
        End(1, 1.3, Outcome.Unknown, latencyMs: 1000, answered: false);
        End(1, 1.4, Outcome.Failed, latencyMs: null, answered: false);

        var (all, byKind) = _tally.Totals(TimeSpan.FromSeconds(2));
        Assert.Equal((4, 3, 1, 2, 1), (all.Scheduled, all.Sent, all.Ok, all.Failed, all.Unknown));
        Assert.Equal(2, all.PerSecond);
        Assert.Equal((1000, LowerBounds.Max), (all.LatencyMs.Max, all.LatencyMs.AtLeast & LowerBounds.Max));
        Assert.Equal((2, 0.5), (all.Answered, all.AnsweredShare));
        Assert.Equal([LowerBounds.None, LowerBounds.P50 | LowerBounds.P95 | LowerBounds.P99 | LowerBounds.P999 | LowerBounds.Max], byKind.Select(kind => kind.Requests.LatencyMs.AtLeast));
        Assert.Equal(["add", "checkout"], byKind.Select(kind => kind.Kind));
        Assert.Equal([2, 1], byKind.Select(kind => kind.Requests.Sent));
        Assert.Equal([1, 0], byKind.Select(kind => kind.Requests.Ok));
    }

    [Fact]
    public void Where_nothing_was_sent_there_is_no_latency()
    {
        End(0, 0.1, Outcome.Failed, latencyMs: null, answered: false);

        var all = _tally.Totals(TimeSpan.FromSeconds(1)).All;
        Assert.Equal((Latency.None, 0.0), (all.LatencyMs, all.AnsweredShare));
    }

    [Fact]
    public void Seconds_count_what_was_intended_and_what_ended_in_them()
    {
        _tally.Here.Begin(0, TimeSpan.FromSeconds(0.9));
        _tally.Here.End(0, TimeSpan.FromSeconds(2.1), Outcome.Ok, true, TimeSpan.FromSeconds(1));

        var seconds = _tally.Seconds();
        Assert.Equal([1, 0, 0], seconds.Select(second => second.Scheduled));
        Assert.Equal([0, 0, 1], seconds.Select(second => second.Ended.Ok));
    }

    [Fact]
    public void A_closed_second_starts_over_while_totals_go_on()
    {
        End(0, 0.1, Outcome.Ok, latencyMs: 4);
        Assert.Equal(4, _tally.CloseSecond().Percentiles.Max);
        Assert.Equal(LatencyHistogram.Empty, _tally.CloseSecond());
        End(0, 1.1, Outcome.Ok, latencyMs: 2);
        Assert.Equal(2, _tally.CloseSecond().Percentiles.Max);
        Assert.Equal(4, _tally.Totals(TimeSpan.FromSeconds(2)).All.LatencyMs.Max);
    }

    [Fact]
    public void Counting_on_many_processors_at_once_loses_nothing()
    {
        Parallel.For(0, 20_000, i => End(i % 2, i / 5000.0, Outcome.Ok, latencyMs: 1));

        Assert.Equal(20_000, _tally.Ended().Ok);
        Assert.Equal([5000, 5000, 5000, 5000], _tally.Seconds().Select(second => second.Ended.Ok));
        Assert.Equal(20_000, _tally.Totals(TimeSpan.FromSeconds(1)).All.PerSecond);
    }

    [Fact]
    public void A_load_without_length_has_no_rate() =>
        Assert.Equal(RequestTotals.None, _tally.Totals(TimeSpan.Zero).All);

    private void End(int kind, double second, Outcome outcome, double? latencyMs, bool answered = true)
    {
        var completed = TimeSpan.FromSeconds(second);
        _tally.Here.Begin(kind, completed);
        TimeSpan? latency = latencyMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
        _tally.Here.End(kind, completed, outcome, answered, latency);
    }
}
