using Parquet;
using Parquet.Schema;

namespace Faultline.Histories;

/// <summary>Writes blocks of operations to segments, over buffers that it keeps. One caller at a time.</summary>
internal sealed class SegmentWriter(string folder, int agent)
{
    private readonly ParquetOptions _options = SegmentSchema.WritingOptions();
    private readonly long[] _longs = new long[OperationBlock.Capacity];
    private readonly int[] _ints = new int[OperationBlock.Capacity];
    private readonly long?[] _values = new long?[OperationBlock.Capacity];
    private readonly string[] _texts = new string[OperationBlock.Capacity];
    private readonly string?[] _optionalTexts = new string?[OperationBlock.Capacity];
    private int _next;

    private delegate T Column<T>(OperationBlock block, in OperationRecord record);

    /// <summary>Writes a segment, which has its final name only once it is complete.</summary>
    public async Task WriteAsync(IReadOnlyList<OperationBlock> blocks)
    {
        var (readTexts, inputs) = (blocks.Any(block => block.HasReadTexts), blocks.Any(block => block.HasInputs));
        var closed = Path.Combine(folder, SegmentSchema.FileName(_next));
        var open = closed + SegmentSchema.OpenSuffix;
        try
        {
            await using (var file = new FileStream(open, FileMode.Create, FileAccess.Write))
            await using (var writer = await ParquetWriter.CreateAsync(SegmentSchema.Columns(readTexts, inputs), file, _options))
            {
                foreach (var block in blocks)
                    await WriteAsync(writer, block, readTexts, inputs);
            }
            File.Move(open, closed);
        }
        catch
        {
            // What was written of it takes room on a disk that may be full.
            Discard(open);
            throw;
        }
        _next++;
    }

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure that led here says more than this one.
        }
    }

    private async Task WriteAsync(ParquetWriter writer, OperationBlock block, bool readTexts, bool inputs)
    {
        using var group = writer.CreateRowGroup();
        await LongsAsync(SegmentSchema.Id, (_, in record) => OperationId.Of(agent, record.Id));
        await TextsAsync(SegmentSchema.Kind, static (block, in record) => block.Texts[record.Kind]);
        await TextsAsync(SegmentSchema.Key, static (_, in record) => record.Key);
        await IntsAsync(SegmentSchema.User, static (_, in record) => record.User);
        await LongsAsync(SegmentSchema.Intended, static (_, in record) => record.IntendedMicroseconds);
        await LongsAsync(SegmentSchema.Sent, static (_, in record) => record.SentMicroseconds);
        await LongsAsync(SegmentSchema.Completed, static (_, in record) => record.CompletedMicroseconds);
        await IntsAsync(SegmentSchema.Status, static (_, in record) => record.Status);
        await TextsAsync(SegmentSchema.Outcome, static (_, in record) => SegmentSchema.WordFor(record.Outcome));
        await IntsAsync(SegmentSchema.Bytes, static (_, in record) => record.Bytes);
        await TextsAsync(SegmentSchema.Answer, static (block, in record) => block.Texts[record.Answer]);
        await TextsAsync(SegmentSchema.Instance, static (block, in record) => block.Texts[record.Instance]);
        block.CopyValues(_values);
        await group.WriteAsync<long>(SegmentSchema.Value, _values.AsMemory(0, block.Records.Length));
        if (readTexts)
        {
            block.CopyReadTexts(_optionalTexts);
            await group.WriteAsync(SegmentSchema.ReadText, new ArraySegment<string?>(_optionalTexts, 0, block.Records.Length)!);
        }

        if (inputs)
        {
            block.CopyInputs(_optionalTexts);
            await group.WriteAsync(SegmentSchema.Input, new ArraySegment<string?>(_optionalTexts, 0, block.Records.Length)!);
        }

        group.CompleteValidate();

        Task LongsAsync(DataField field, Column<long> column) =>
            group.WriteAsync<long>(field, _longs.AsMemory(0, Fill(_longs, block, column)));

        Task IntsAsync(DataField field, Column<int> column) =>
            group.WriteAsync<int>(field, _ints.AsMemory(0, Fill(_ints, block, column)));

        Task TextsAsync(DataField field, Column<string> column) =>
            group.WriteAsync(field, new ArraySegment<string>(_texts, 0, Fill(_texts, block, column)));
    }

    private static int Fill<T>(T[] values, OperationBlock block, Column<T> column)
    {
        var records = block.Records;
        for (var i = 0; i < records.Length; i++)
            values[i] = column(block, in records[i]);
        return records.Length;
    }
}
