using Faultline.Histories;
using Faultline.Load;
using Faultline.Tests.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Load;

public sealed class ReadingsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RunClock _clock;
    private readonly HistoryRecorder _recorder;
    private readonly Tally _tally = new(["ask"]);
    private readonly Invocations _invocations;
    private readonly UserPool _users;
    private readonly Readings _readings;

    public ReadingsTests()
    {
        _clock = new RunClock(_time);
        _recorder = HistoryRecorder.Create(_folder.Path, _time);
        _invocations = new Invocations(["ask"], TimeSpan.FromSeconds(10), _recorder, _clock, _tally);
        _users = new UserPool(
            LoadBench.Endless, new LambdaScenario(_ => ValueTask.CompletedTask), _invocations, _tally, _time, _ => { });
        _readings = new Readings(_clock, _users, _invocations, _tally);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _users.Dispose();
        _invocations.Dispose();
        await _recorder.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Percentiles_of_a_snapshot_are_those_of_the_last_full_second()
    {
        Answer(latencyMs: 5);
        Assert.Equal(double.NaN, ReadAfter(0.5).P50);
        Assert.Equal(5, ReadAfter(0.5).P50);
        Answer(latencyMs: 7);
        Assert.Equal(5, ReadAfter(0.9).P50);
        Assert.Equal(7, ReadAfter(0.1).P99);
        Assert.Equal(double.NaN, ReadAfter(1).P99);
    }

    [Fact]
    public void The_timeline_has_a_row_for_each_second_begun()
    {
        Answer(latencyMs: 5);
        ReadAfter(1);
        ReadAfter(1);
        Answer(latencyMs: 9);
        ReadAfter(0.5);

        Assert.Equal([(0, 1L, 5.0), (1, 0L, double.NaN), (2, 1L, 9.0)], Rows());
    }

    [Fact]
    public void Seconds_between_two_late_readings_share_their_percentiles()
    {
        Answer(latencyMs: 5);
        _time.Advance(TimeSpan.FromSeconds(1));
        Answer(latencyMs: 9);
        ReadAfter(1.5);

        Assert.Equal([(0, 1L, 9.0), (1, 1L, 9.0), (2, 0L, double.NaN)], Rows());
    }

    [Fact]
    public void What_has_begun_and_not_ended_is_in_flight()
    {
        _invocations.Begin(0, "", 0, _time.GetTimestamp(), _time.GetTimestamp(), null);
        _invocations.Begin(0, "", 0, _time.GetTimestamp(), _time.GetTimestamp(), null);
        var snapshot = ReadAfter(0.1);
        Assert.Equal((2, 0, 2), (snapshot.Scheduled, snapshot.Completed, snapshot.InFlight));
    }

    private void Answer(double latencyMs)
    {
        _invocations.Begin(0, "", 0, _time.GetTimestamp(), _time.GetTimestamp(), null);
        _tally.Here.End(0, _clock.Elapsed, Outcome.Ok, true, TimeSpan.FromMilliseconds(latencyMs));
    }

    private LoadSnapshot ReadAfter(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return _readings.Read();
    }

    private IEnumerable<(int Second, long Ok, double Max)> Rows() =>
        _readings.Timeline().Select(row => (row.Second, row.Ok, row.Max));
}
