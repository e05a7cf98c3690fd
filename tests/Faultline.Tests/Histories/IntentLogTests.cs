using System.Diagnostics;
using Faultline.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Histories;

public sealed class IntentLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _remains = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose()
    {
        _folder.Dispose();
        _remains.Dispose();
    }

    [Fact]
    public async Task What_was_in_flight_when_the_recorder_died_is_unknown()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        Begin(recorder, 0, "order 7", "item=3 n=2");
        var ended = Begin(recorder, 1, "order 8", null);
        End(recorder, 1, "order 8", null, ended);

        Assert.Equal(
            [
                new Operation(0, "checkout", "order 7", 3, Seconds(1), Seconds(2), Seconds(5), Outcome.Unknown, 0, 0, "in flight when the tool was ended", "") { Input = "item=3 n=2" },
                new Operation(1, "checkout", "order 8", 3, Seconds(1), Seconds(4), Seconds(5), Outcome.Ok, 200, 9, "", "") { Value = 42 },
            ],
            await RemainsAsync());
    }

    [Fact]
    public async Task What_is_in_a_closed_segment_is_not_told_twice()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        var first = Begin(recorder, 0, "order 7", null);
        Begin(recorder, 1, "order 8", null);
        End(recorder, 0, "order 7", null, first);
        // As if the process died after it had closed the segment and before it noted that.
        CopyLog();
        _time.Advance(TimeSpan.FromSeconds(1));
        await OperationSamples.HappensAsync(() => File.Exists(Path.Combine(_folder.Path, "part-000000.parquet")));
        File.Copy(Path.Combine(_folder.Path, "part-000000.parquet"), Path.Combine(_remains.Path, "part-000000.parquet"));

        var read = await OperationSamples.ReadAsync(_remains.Path);
        Assert.Equal([(0L, Outcome.Ok, "pay-1"), (1L, Outcome.Unknown, "")], read.Select(o => (o.Id, o.Outcome, o.Instance)));
        Assert.Equal(Seconds(5), read[1].Completed);
    }

    [Fact]
    public async Task While_the_recorder_lives_only_segments_are_read()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        Begin(recorder, 0, "order 7", null);

        Assert.Empty(await OperationSamples.ReadAsync(_folder.Path));
    }

    [Fact]
    public async Task A_history_that_was_completed_has_no_log()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        End(recorder, 0, "order 7", "a", Begin(recorder, 0, "order 7", "a"));
        await recorder.CompleteAsync();

        Assert.Equal(["part-000000.parquet"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal("a", Assert.Single(await OperationSamples.ReadAsync(_folder.Path)).Input);
        Assert.Equal(0, recorder.Unannounced);
    }

    [Fact]
    public async Task An_operation_that_nobody_ended_stays_on_record()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        Begin(recorder, 0, "order 7", null);
        await recorder.CompleteAsync();

        Assert.Equal(Outcome.Unknown, Assert.Single(await OperationSamples.ReadAsync(_folder.Path)).Outcome);
        Assert.Throws<IOException>(() => HistoryRecorder.Create(_folder.Path, _time));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(47)]
    [InlineData(52)]
    [InlineData(53)]
    [InlineData(500)]
    [InlineData(60_000)]
    public async Task Texts_of_any_length_come_back_whole(int length)
    {
        var key = string.Concat(Enumerable.Repeat("日本🧾x", length / 4 + 1))[..(length / 4)];
        var input = string.Create(length, 0, (text, _) => text.Fill('y'));
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        for (var i = 0; i < 3; i++) Begin(recorder, i, key, input);

        Assert.All(await RemainsAsync(), operation => Assert.Equal(("checkout", input), (operation.Kind, operation.Input)));
    }

    [Fact]
    public async Task Slots_are_used_again_once_their_operations_are_on_disk()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        for (var second = 0; second < 10; second++)
        {
            for (var i = 0; i < 4_000; i++)
            {
                var id = second * 4_000 + i;
                End(recorder, id, "k", "input", Begin(recorder, id, "k", "input"));
            }

            _time.Advance(TimeSpan.FromSeconds(1));
            var segment = Path.Combine(_folder.Path, $"part-{second:D6}.parquet");
            await OperationSamples.HappensAsync(() => File.Exists(segment));
        }

        Assert.Equal(0, recorder.Unannounced);
        Assert.InRange(new FileInfo(LogOf(_folder)).Length, 1, 8 << 20);
    }

    [Fact]
    public async Task More_operations_at_once_than_one_region_holds_make_the_file_grow()
    {
        const int Operations = 100_000;
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        for (var i = 0; i < Operations; i++)
        {
            var id = i;
            // The file grows behind the load, which does not wait for it; a test must.
            await OperationSamples.HappensAsync(() => recorder.Begin(id, "k", "key", 0, default, default, null).IsKept);
        }

        Assert.Equal(Enumerable.Range(0, Operations), (await RemainsAsync()).Select(operation => (int)operation.Id));
    }

    [Fact]
    public async Task Many_callers_at_once_get_slots_of_their_own()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        Parallel.For(0, 10_000, i =>
        {
            var intent = Begin(recorder, i, $"key {i}", null);
            if (i % 2 == 0) End(recorder, i, $"key {i}", null, intent);
        });

        var remains = await RemainsAsync();
        Assert.Equal(10_000, remains.Count);
        Assert.All(remains, o => Assert.Equal(($"key {o.Id}", o.Id % 2 == 0 ? Outcome.Ok : Outcome.Unknown), (o.Key, o.Outcome)));
    }

    [Fact]
    public async Task Ids_tell_the_agent()
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time, agent: 5);
        Begin(recorder, 7, "a", null);
        End(recorder, 8, "b", null, Begin(recorder, 8, "b", null));
        Assert.All(await RemainsAsync(), operation => Assert.Equal(5, OperationId.Agent(operation.Id)));

        await recorder.CompleteAsync();
        var read = await OperationSamples.ReadAsync(_folder.Path);
        Assert.Equal([(5, 8L), (5, 7L)], read.Select(o => (OperationId.Agent(o.Id), OperationId.Number(o.Id))));
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(4, 1 << 30)]
    [InlineData(58, 7)]
    [InlineData(64, -2)]
    [InlineData(64, 1 << 30)]
    [InlineData(64, int.MaxValue)]
    public async Task A_damaged_slot_is_left_out_and_counted_and_the_others_are_read(int offset, int value)
    {
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        Begin(recorder, 0, "key", new string('i', 200));
        Begin(recorder, 1, "other", null);
        CopyLog();
        var content = await File.ReadAllBytesAsync(LogOf(_remains), TestContext.Current.CancellationToken);
        var slot = content.AsSpan().IndexOf("checkoutkey"u8) - IntentSlot.TextStart;
        BitConverter.TryWriteBytes(content.AsSpan(slot + offset), value);
        await File.WriteAllBytesAsync(LogOf(_remains), content, TestContext.Current.CancellationToken);

        Assert.Equal("other", Assert.Single(await OperationSamples.ReadAsync(_remains.Path)).Key);
        Assert.Equal(1, HistoryReader.Damaged(_remains.Path));
    }

    [Fact]
    public async Task Where_no_log_can_be_made_operations_are_recorded_and_counted()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, IntentLog.FileName));
        await using var recorder = HistoryRecorder.Create(_folder.Path, _time);
        End(recorder, 0, "k", null, Begin(recorder, 0, "k", null));
        await recorder.CompleteAsync();

        Assert.Equal((1, 1), (recorder.Unannounced, recorder.Recorded - recorder.Lost));
        Assert.NotNull(recorder.IntentFailure);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static string LogOf(TemporaryFolder folder) => Path.Combine(folder.Path, IntentLog.FileName);

    private static Intent Begin(HistoryRecorder recorder, long id, string key, string? input) =>
        recorder.Begin(id, "checkout", key, 3, Seconds(1), Seconds(2), input);

    private static void End(HistoryRecorder recorder, long id, string key, string? input, Intent intent) => recorder.Record(
        id, "checkout", key, 3, Seconds(1), Seconds(4), Seconds(5), Outcome.Ok, 200, 9, "", "pay-1", 42, input, intent);

    // A copy by another process, since the recorder's lock keeps all others out: what a kill at this moment would leave.
    private void CopyLog()
    {
        using var copy = Process.Start("cp", [LogOf(_folder), _remains.Path]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    private async Task<List<Operation>> RemainsAsync()
    {
        CopyLog();
        return await OperationSamples.ReadAsync(_remains.Path);
    }
}
