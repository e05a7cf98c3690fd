namespace Faultline.Histories;

/// <summary>
/// Takes in every operation of a run and writes them to Parquet segments as the run goes. A disk that fails never
/// stops the load: what could not be written is counted, and the reason kept.
/// </summary>
public sealed class HistoryRecorder : IAsyncDisposable
{
    private const int FirstCapacity = 1024;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly SegmentWriter _writer;
    private readonly CancellationTokenSource _complete = new();
    private readonly Task _writing;
    private RecordedOperation[] _open = new RecordedOperation[FirstCapacity];
    private RecordedOperation[] _spare = new RecordedOperation[FirstCapacity];
    private int _count;
    private long _lost;

    private HistoryRecorder(string folder, TimeProvider time)
    {
        _writer = new SegmentWriter(folder);
        _writing = Task.Run(() => WriteAsync(time));
    }

    /// <summary>Operations that could not be written.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Why the first of them could not, or null.</summary>
    public Exception? Failure { get; private set; }

    internal AnswerTexts Texts { get; } = new();

    /// <summary>Begins a history in a folder that exists.</summary>
    public static HistoryRecorder Create(string folder, TimeProvider time) => new(folder, time);

    /// <summary>Writes what is left and ends. May be called again.</summary>
    public async Task CompleteAsync()
    {
        await _complete.CancelAsync();
        await _writing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CompleteAsync();

    internal void Record(in RecordedOperation operation)
    {
        lock (_lock)
        {
            if (_count == _open.Length) Array.Resize(ref _open, _count * 2);
            _open[_count++] = operation;
        }
    }

    private async Task WriteAsync(TimeProvider time)
    {
        while (!_complete.IsCancellationRequested)
        {
            await Task.Delay(Every, time, _complete.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteOpenAsync();
        }

        // What came while the last segment was being written.
        await WriteOpenAsync();
    }

    private async Task WriteOpenAsync()
    {
        int count;
        lock (_lock)
        {
            count = _count;
            if (count == 0) return;
            (_open, _spare, _count) = (_spare, _open, 0);
        }

        try
        {
            await _writer.WriteAsync(_spare.AsMemory(0, count));
        }
        catch (Exception e)
        {
            Failure ??= e;
            Interlocked.Add(ref _lost, count);
        }

        // Texts of operations that are on disk must not be kept alive by the buffer.
        Array.Clear(_spare, 0, count);
    }
}
