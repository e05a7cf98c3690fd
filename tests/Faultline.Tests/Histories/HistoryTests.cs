using Faultline.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Histories;

public sealed class HistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-history-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_was_recorded_is_read_back()
    {
        var written = new[]
        {
            Operation(0, "checkout", "o-1", Outcome.Ok, 200, ""),
            Operation(1, "find-user", "ünïcode/☂", Outcome.Failed, 404, "nö such user"),
            Operation(2, "checkout", "", Outcome.Unknown, 0, "timed out after 10 s"),
        };

        await RecordAsync(written);

        Assert.Equal(written, await ReadAsync());
    }

    [Fact]
    public async Task A_history_without_operations_is_empty()
    {
        await RecordAsync();

        Assert.Empty(await ReadAsync());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Segments_appear_while_the_run_goes_on()
    {
        var time = new FakeTimeProvider();
        await using var recorder = HistoryRecorder.Create(_folder, time);
        recorder.Record(Recorded(Operation(0)));
        await AppearsAsync(time, segments: 1);
        recorder.Record(Recorded(Operation(1)));
        recorder.Record(Recorded(Operation(2)));
        await AppearsAsync(time, segments: 2);

        Assert.Equal([0L, 1L, 2L], (await ReadAsync()).Select(o => o.Id));
    }

    [Fact]
    public async Task Operations_beyond_the_first_capacity_and_from_many_threads_are_all_kept()
    {
        await using (var recorder = HistoryRecorder.Create(_folder, TimeProvider.System))
            Parallel.For(0, 20_000, i => recorder.Record(Recorded(Operation(i))));

        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (long)i), (await ReadAsync()).Select(o => o.Id).Order());
    }

    [Fact]
    public async Task A_folder_that_goes_away_is_counted_as_lost_and_not_thrown()
    {
        Directory.Delete(_folder);
        var recorder = HistoryRecorder.Create(_folder, TimeProvider.System);
        recorder.Record(Recorded(Operation(0)));
        recorder.Record(Recorded(Operation(1)));

        await recorder.CompleteAsync();
        await recorder.CompleteAsync();

        Assert.Equal(2, recorder.Lost);
        Assert.IsType<DirectoryNotFoundException>(recorder.Failure);
    }

    [Fact]
    public async Task What_is_not_closed_is_not_read()
    {
        await RecordAsync(Operation(0));
        File.WriteAllText(Path.Combine(_folder, "part-000001.parquet.tmp"), "half");

        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task A_damaged_segment_is_named()
    {
        await RecordAsync(Operation(0));
        var segment = Directory.GetFiles(_folder).Single();
        File.WriteAllBytes(segment, File.ReadAllBytes(segment)[..40]);

        var damage = await Assert.ThrowsAsync<InvalidDataException>(ReadAsync);

        Assert.Contains(segment, damage.Message, StringComparison.Ordinal);
    }

    private static Operation Operation(
        long id, string kind = "checkout", string key = "k", Outcome outcome = Outcome.Ok, int status = 200, string answer = "") => new(
        id, kind, key, 7, TimeSpan.FromMicroseconds(10 + id), TimeSpan.FromMicroseconds(20 + id), TimeSpan.FromMicroseconds(1_234_567 + id),
        outcome, status, 12, answer, "order-1");

    private static RecordedOperation Recorded(Operation o) => new()
    {
        Id = o.Id, Kind = o.Kind, Key = o.Key, User = o.User, IntendedMicroseconds = (long)o.Intended.TotalMicroseconds,
        SentMicroseconds = (long)o.Sent.TotalMicroseconds, CompletedMicroseconds = (long)o.Completed.TotalMicroseconds,
        Outcome = o.Outcome, Status = (short)o.Status, Bytes = o.Bytes, Answer = o.Answer, Instance = o.Instance,
    };

    private async Task RecordAsync(params Operation[] operations)
    {
        await using var recorder = HistoryRecorder.Create(_folder, TimeProvider.System);
        foreach (var operation in operations) recorder.Record(Recorded(operation));
    }

    private async Task<List<Operation>> ReadAsync()
    {
        var read = new List<Operation>();
        await foreach (var operation in HistoryReader.ReadAsync(_folder, TestContext.Current.CancellationToken)) read.Add(operation);
        return read;
    }

    private async Task AppearsAsync(FakeTimeProvider time, int segments)
    {
        while (Directory.GetFiles(_folder, "*.parquet").Length < segments)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }
}
