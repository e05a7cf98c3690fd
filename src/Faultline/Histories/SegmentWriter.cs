using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Faultline.Histories;

/// <summary>Writes operations to numbered Parquet files, each under another name until it is whole.</summary>
internal sealed class SegmentWriter(string folder)
{
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Snappy };
    private int _next;

    public async Task WriteAsync(ReadOnlyMemory<RecordedOperation> operations)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{_next:000000}.parquet"));
        var unfinished = path + ".tmp";
        await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        await using (var writer = await ParquetWriter.CreateAsync(SegmentSchema.Schema, stream, Options))
        {
            using var group = writer.CreateRowGroup();
            await WriteAsync(group, SegmentSchema.Id, operations, o => o.Id);
            await WriteAsync(group, SegmentSchema.Kind, operations, o => o.Kind);
            await WriteAsync(group, SegmentSchema.Key, operations, o => o.Key);
            await WriteAsync(group, SegmentSchema.User, operations, o => o.User);
            await WriteAsync(group, SegmentSchema.Intended, operations, o => o.IntendedMicroseconds);
            await WriteAsync(group, SegmentSchema.Sent, operations, o => o.SentMicroseconds);
            await WriteAsync(group, SegmentSchema.Completed, operations, o => o.CompletedMicroseconds);
            await WriteAsync(group, SegmentSchema.Status, operations, o => (int)o.Status);
            await WriteAsync(group, SegmentSchema.Outcome, operations, o => SegmentSchema.NameOf(o.Outcome));
            await WriteAsync(group, SegmentSchema.Bytes, operations, o => o.Bytes);
            await WriteAsync(group, SegmentSchema.Answer, operations, o => o.Answer);
            await WriteAsync(group, SegmentSchema.Instance, operations, o => o.Instance);
        }

        File.Move(unfinished, path);
        _next++;
    }

    private static async Task WriteAsync<T>(
        ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<RecordedOperation> operations, Func<RecordedOperation, T> column)
        where T : struct =>
        await group.WriteAsync<T>(field, Column(operations.Span, column));

    private static async Task WriteAsync(
        ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<RecordedOperation> operations, Func<RecordedOperation, string> column) =>
        await group.WriteAsync(field, Column(operations.Span, column));

    private static T[] Column<T>(ReadOnlySpan<RecordedOperation> operations, Func<RecordedOperation, T> column)
    {
        var values = new T[operations.Length];
        for (var i = 0; i < values.Length; i++) values[i] = column(operations[i]);
        return values;
    }
}
