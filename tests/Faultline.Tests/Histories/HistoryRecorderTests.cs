using Faultline.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Histories;

public sealed class HistoryRecorderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_recorded_is_read_back_in_order()
    {
        // More than one block, so that the segment has several row groups.
        var operations = Enumerable.Range(0, 40_000).Select(OperationSamples.Number).ToList();
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        foreach (var operation in operations)
            recorder.Record(operation);
        await recorder.CompleteAsync();

        Assert.Equal(operations, await OperationSamples.ReadAsync(_folder.Path));
        Assert.Equal(40_000, recorder.Recorded);
        Assert.Equal(0, recorder.Lost);
        Assert.Null(recorder.Failure);
    }

    [Fact]
    public async Task Every_second_with_operations_closes_a_segment_while_recording_goes_on()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        for (var second = 0; second < 3; second++)
        {
            recorder.Record(OperationSamples.Number(second));
            _time.Advance(TimeSpan.FromSeconds(1));
            var segment = Path.Combine(_folder.Path, $"part-{second:D6}.parquet");
            await OperationSamples.HappensAsync(() => File.Exists(segment));
            Assert.Equal(second + 1, (await OperationSamples.ReadAsync(_folder.Path)).Count);
        }
        await recorder.CompleteAsync();

        Assert.Equal(
            ["part-000000.parquet", "part-000001.parquet", "part-000002.parquet"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Many_callers_at_once_lose_nothing()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        Parallel.For(0, 50_000, i => recorder.Record(OperationSamples.Number(i)));
        await recorder.CompleteAsync();

        var read = await OperationSamples.ReadAsync(_folder.Path);
        Assert.Equal(
            Enumerable.Range(0, 50_000).Select(OperationSamples.Number), read.OrderBy(operation => operation.Id));
    }

    [Fact]
    public async Task An_endless_variety_of_answers_is_kept_completely()
    {
        var operations = Enumerable.Range(0, 10_000)
            .Select(i => OperationSamples.Number(i) with { Answer = $"item {i} is out of stock" })
            .ToList();
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        foreach (var operation in operations)
            recorder.Record(operation);
        await recorder.CompleteAsync();

        Assert.Equal(operations, await OperationSamples.ReadAsync(_folder.Path));
    }

    [Fact]
    public async Task A_long_answer_is_cut_at_1_KiB_between_two_characters()
    {
        var answer = "x" + string.Concat(Enumerable.Repeat("🧾", 500));
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        recorder.Record(OperationSamples.Number(0) with { Answer = answer });
        await recorder.CompleteAsync();

        var read = Assert.Single(await OperationSamples.ReadAsync(_folder.Path));
        Assert.Equal("x" + string.Concat(Enumerable.Repeat("🧾", 255)), read.Answer);
    }

    [Fact]
    public async Task A_folder_that_disappears_is_a_failure_told_and_counted_not_thrown()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        recorder.Record(OperationSamples.Number(0));
        _time.Advance(TimeSpan.FromSeconds(1));
        await OperationSamples.HappensAsync(() => File.Exists(Path.Combine(_folder.Path, "part-000000.parquet")));

        Directory.Delete(_folder.Path, recursive: true);
        recorder.Record(OperationSamples.Number(1));
        recorder.Record(OperationSamples.Number(2));
        _time.Advance(TimeSpan.FromSeconds(1));
        await OperationSamples.HappensAsync(() => recorder.Failure is not null);
        recorder.Record(OperationSamples.Number(3));
        await recorder.CompleteAsync();

        Assert.IsType<DirectoryNotFoundException>(recorder.Failure);
        Assert.Equal(4, recorder.Recorded);
        Assert.Equal(3, recorder.Lost);
    }

    [Fact]
    public async Task A_disk_that_falls_behind_loses_operations_and_keeps_the_rest()
    {
        const int Room = 65 * OperationBlock.Capacity;
        // Time stands still, so nothing is written before the end.
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        var operation = OperationSamples.Number(0);
        for (var i = 0; i < Room + 10; i++)
            recorder.Record(operation);

        Assert.Equal(10, recorder.Lost);
        Assert.IsType<IOException>(recorder.Failure);
    }

    [Fact]
    public async Task Recording_after_completion_is_lost()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        await recorder.CompleteAsync();
        recorder.Record(OperationSamples.Number(0));

        Assert.Equal(1, recorder.Lost);
        Assert.NotNull(recorder.Failure);
    }

    [Fact]
    public async Task A_folder_with_a_history_is_refused()
    {
        await using (var recorder = HistoryRecorder.Create(_folder.Path, _time))
            recorder.Record(OperationSamples.Number(0));

        Assert.Throws<IOException>(() => HistoryRecorder.Create(_folder.Path, _time));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1L << 40, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 1 << 20)]
    public async Task An_id_or_a_user_that_has_no_room_is_refused(long id, int user)
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => recorder.Record(OperationSamples.Number(0) with { Id = id, User = user }));
        Assert.Equal(0, recorder.Recorded);
    }
}
