using Faultline.Histories;
using Microsoft.Extensions.Time.Testing;
using Parquet;
using Parquet.Schema;

namespace Faultline.Tests.Histories;

public sealed class HistoryReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_segment_that_is_not_closed_is_not_read()
    {
        await RecordAsync(_folder.Path, 3);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "part-000001.parquet.tmp"), "half", TestContext.Current.CancellationToken);

        Assert.Equal(3, (await OperationSamples.ReadAsync(_folder.Path)).Count);
    }

    [Fact]
    public async Task Segments_are_read_by_number_even_beyond_six_digits()
    {
        using var other = new TemporaryFolder();
        await RecordAsync(_folder.Path, 1);
        await RecordAsync(other.Path, 2);
        File.Move(Segment(_folder.Path), Path.Combine(_folder.Path, "part-999999.parquet"));
        File.Move(Segment(other.Path), Path.Combine(_folder.Path, "part-1000000.parquet"));

        var ids = (await OperationSamples.ReadAsync(_folder.Path)).Select(operation => operation.Id);
        Assert.Equal([0, 0, 1], ids);
    }

    [Fact]
    public async Task A_folder_without_segments_has_no_operations() =>
        Assert.Empty(await OperationSamples.ReadAsync(_folder.Path));

    [Fact]
    public async Task Reading_that_is_ended_reads_no_further()
    {
        await RecordAsync(_folder.Path, 3);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await HistoryReader.ReadAsync(_folder.Path, new CancellationToken(canceled: true)).CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(700)]
    public async Task A_segment_cut_short_is_damaged_and_named(int length)
    {
        await RecordAsync(_folder.Path, 100);
        await using (var file = File.OpenWrite(Segment(_folder.Path)))
            file.SetLength(length);

        var damage = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(_folder.Path));
        Assert.Contains("part-000000.parquet", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_with_other_content_inside_is_damaged_and_named()
    {
        await RecordAsync(_folder.Path, 100);
        var content = await File.ReadAllBytesAsync(Segment(_folder.Path), TestContext.Current.CancellationToken);
        content.AsSpan(4, 200).Fill(0xff);
        await File.WriteAllBytesAsync(Segment(_folder.Path), content, TestContext.Current.CancellationToken);

        var damage = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(_folder.Path));
        Assert.Contains("part-000000.parquet", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_of_a_version_that_kept_no_values_is_read_without_them()
    {
        DataField[] earlier = [.. SegmentSchema.Columns(readTexts: false, inputs: false).GetDataFields().Where(f => f.Name != "value")];
        await using (var file = File.Create(Segment(_folder.Path)))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(earlier), file, cancellationToken: TestContext.Current.CancellationToken))
        using (var group = writer.CreateRowGroup())
        {
            foreach (var field in earlier)
            {
                await (field is DataField<long> ? group.WriteAsync<long>(field, new long[] { 7 }, cancellationToken: TestContext.Current.CancellationToken)
                    : field is DataField<int> ? group.WriteAsync<int>(field, new[] { 8 }, cancellationToken: TestContext.Current.CancellationToken)
                    : group.WriteAsync(field, [field.Name == "outcome" ? "ok" : field.Name]));
            }
        }

        var operation = Assert.Single(await OperationSamples.ReadAsync(_folder.Path));
        Assert.Equal((7, "key", Outcome.Ok, null), (operation.Id, operation.Key, operation.Outcome, operation.Value));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told() =>
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => ReadAsync(Path.Combine(_folder.Path, "none")));

    private static async Task ReadAsync(string folder) => await OperationSamples.ReadAsync(folder);

    private static string Segment(string folder) => Path.Combine(folder, "part-000000.parquet");

    private static async Task RecordAsync(string folder, int operations)
    {
        await using var recorder = HistoryRecorder.Create(folder, new FakeTimeProvider());
        for (var i = 0; i < operations; i++)
            recorder.Record(OperationSamples.Number(i));
    }
}
