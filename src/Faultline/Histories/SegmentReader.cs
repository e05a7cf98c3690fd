using Parquet;
using Parquet.Schema;

namespace Faultline.Histories;

/// <summary>Reads one closed segment.</summary>
internal sealed class SegmentReader : IAsyncDisposable
{
    private readonly string _name;
    private readonly ParquetReader _reader;
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);

    private SegmentReader(string name, ParquetReader reader)
    {
        _name = name;
        _reader = reader;
    }

    /// <summary>Row groups in the segment.</summary>
    public int Groups => _reader.RowGroupCount;

    /// <summary>Opens a segment.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message names it.</exception>
    public static async Task<SegmentReader> OpenAsync(string file, CancellationToken cancellation)
    {
        var name = Path.GetFileName(file);
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: false, cancellationToken: cancellation);
            return new SegmentReader(name, reader);
        }
        catch (Exception exception)
        {
            await stream.DisposeAsync();
            if (exception is OperationCanceledException)
                throw;
            throw Damaged(name, exception);
        }
    }

    /// <summary>The operations of a row group.</summary>
    /// <exception cref="InvalidDataException">The row group is damaged; the message names the file.</exception>
    public async Task<Operation[]> ReadAsync(int number, CancellationToken cancellation)
    {
        try
        {
            using var group = _reader.OpenRowGroupReader(number);
            return await ReadAsync(group, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Damaged(_name, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private static InvalidDataException Damaged(string name, Exception exception) =>
        new($"{name} is damaged: {exception.Message}", exception);

    private static TimeSpan Time(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);

    private async Task<Operation[]> ReadAsync(ParquetRowGroupReader group, CancellationToken cancellation)
    {
        var ids = await NumbersAsync(SegmentSchema.Id);
        var kinds = await TextsAsync(SegmentSchema.Kind);
        var keys = await TextsAsync(SegmentSchema.Key);
        var users = await NumbersAsync(SegmentSchema.User);
        var intended = await NumbersAsync(SegmentSchema.Intended);
        var sent = await NumbersAsync(SegmentSchema.Sent);
        var completed = await NumbersAsync(SegmentSchema.Completed);
        var statuses = await NumbersAsync(SegmentSchema.Status);
        var outcomes = await TextsAsync(SegmentSchema.Outcome);
        var bytes = await NumbersAsync(SegmentSchema.Bytes);
        var answers = await TextsAsync(SegmentSchema.Answer);
        var instances = await TextsAsync(SegmentSchema.Instance);

        var values = await ValuesAsync();
        var readTexts = await OptionalTextsAsync(SegmentSchema.ReadText);
        var inputs = await OptionalTextsAsync(SegmentSchema.Input);

        var operations = new Operation[ids.Length];
        for (var i = 0; i < operations.Length; i++)
        {
            operations[i] = new Operation(
                ids[i], Shared(kinds[i]), keys[i], users[i], Time(intended[i]), Time(sent[i]), Time(completed[i]),
                SegmentSchema.OutcomeOf(outcomes[i]), statuses[i], bytes[i], Shared(answers[i]), Shared(instances[i]))
            {
                Value = values?[i],
                Text = readTexts?[i] is { } text ? Shared(text) : null,
                Input = inputs?[i],
            };
        }
        return operations;

        async Task<T[]> NumbersAsync<T>(DataField<T> field)
            where T : struct
        {
            var values = new T[group.RowCount];
            await group.ReadAsync<T>(field, values.AsMemory(), cancellationToken: cancellation);
            return values;
        }

        async Task<long?[]?> ValuesAsync()
        {
            if (!group.ColumnExists(SegmentSchema.Value))
                return null;
            var read = new long?[group.RowCount];
            await group.ReadAsync<long>(SegmentSchema.Value, read.AsMemory(), cancellationToken: cancellation);
            return read;
        }

        async Task<string[]?> OptionalTextsAsync(DataField field) => group.ColumnExists(field) ? await TextsAsync(field) : null;

        async Task<string[]> TextsAsync(DataField field)
        {
            var values = new string[group.RowCount];
            await group.ReadAsync(field, values.AsMemory()!, cancellationToken: cancellation);
            return values;
        }
    }

    private string Shared(string text)
    {
        if (_shared.TryGetValue(text, out var known))
            return known;
        _shared.Add(text, text);
        return text;
    }
}
