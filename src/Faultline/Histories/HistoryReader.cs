using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace Faultline.Histories;

/// <summary>Reads a history back from its segments.</summary>
public static class HistoryReader
{
    /// <summary>All operations of the closed segments of a folder, in the order of their completion (nearly).</summary>
    /// <exception cref="InvalidDataException">A segment is damaged; names the file.</exception>
    public static async IAsyncEnumerable<Operation> ReadAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in Directory.GetFiles(folder, "part-*.parquet").Order(StringComparer.Ordinal))
            foreach (var operation in await ReadSegmentAsync(file, cancellationToken))
                yield return operation;
    }

    private static async Task<IReadOnlyList<Operation>> ReadSegmentAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            await using var reader = await ParquetReader.CreateAsync(stream, cancellationToken: cancellationToken);
            var operations = new List<Operation>();
            for (var i = 0; i < reader.RowGroupCount; i++)
            {
                using var group = reader.OpenRowGroupReader(i);
                await ReadGroupAsync(group, operations, cancellationToken);
            }

            return operations;
        }
        catch (Exception e) when (e is not (OperationCanceledException or FileNotFoundException or UnauthorizedAccessException))
        {
            throw new InvalidDataException($"{file} is damaged: {e.Message}", e);
        }
    }

    private static async Task ReadGroupAsync(ParquetRowGroupReader group, List<Operation> operations, CancellationToken ct)
    {
        var rows = checked((int)group.RowCount);
        var id = await NumbersAsync<long>(group, SegmentSchema.Id, rows, ct);
        var kind = await TextsAsync(group, SegmentSchema.Kind, rows, ct);
        var key = await TextsAsync(group, SegmentSchema.Key, rows, ct);
        var user = await NumbersAsync<int>(group, SegmentSchema.User, rows, ct);
        var intended = await NumbersAsync<long>(group, SegmentSchema.Intended, rows, ct);
        var sent = await NumbersAsync<long>(group, SegmentSchema.Sent, rows, ct);
        var completed = await NumbersAsync<long>(group, SegmentSchema.Completed, rows, ct);
        var status = await NumbersAsync<int>(group, SegmentSchema.Status, rows, ct);
        var outcome = await TextsAsync(group, SegmentSchema.Outcome, rows, ct);
        var bytes = await NumbersAsync<int>(group, SegmentSchema.Bytes, rows, ct);
        var answer = await TextsAsync(group, SegmentSchema.Answer, rows, ct);
        var instance = await TextsAsync(group, SegmentSchema.Instance, rows, ct);
        for (var i = 0; i < rows; i++)
            operations.Add(new Operation(
                id[i], kind[i], key[i], user[i], Time(intended[i]), Time(sent[i]), Time(completed[i]),
                SegmentSchema.OutcomeOf(outcome[i]), status[i], bytes[i], answer[i], instance[i]));
    }

    private static TimeSpan Time(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);

    private static async Task<T[]> NumbersAsync<T>(ParquetRowGroupReader group, DataField field, int rows, CancellationToken ct)
        where T : struct
    {
        var values = new T[rows];
        await group.ReadAsync<T>(field, values.AsMemory(), cancellationToken: ct);
        return values;
    }

    private static async Task<string[]> TextsAsync(ParquetRowGroupReader group, DataField field, int rows, CancellationToken ct)
    {
        var values = new string?[rows];
        await group.ReadAsync(field, values.AsMemory(), cancellationToken: ct);
        return [.. values.Select(v => v ?? throw new InvalidDataException($"{field.Name} is missing in a row"))];
    }
}
