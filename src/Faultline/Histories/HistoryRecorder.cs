namespace Faultline.Histories;

/// <summary>
/// Keeps every operation of a run: in memory for at most a second, then in Parquet segments in the run's folder.
/// A disk that fails or falls behind never holds up the load; what it could not keep is counted.
/// </summary>
public sealed class HistoryRecorder : IAsyncDisposable
{
    private const int MostBlocks = 64;
    private const int MostSpareBlocks = 8;

    private static readonly TimeSpan SegmentLength = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly int _agent;
    private readonly SegmentWriter _writer;
    private readonly IntentLog? _intents;
    private readonly PeriodicTimer _timer;
    private readonly Stack<OperationBlock> _spare = new();
    private readonly Task _writing;
    private List<OperationBlock> _full = [];
    private OperationBlock? _filling = new();
    private long _recorded;
    private long _lost;
    private long _unannounced;
    private Exception? _failure;

    private HistoryRecorder(string folder, TimeProvider time, int agent)
    {
        _agent = agent;
        _writer = new SegmentWriter(folder, agent);
        try
        {
            _intents = new IntentLog(folder);
        }
#pragma warning disable CA1031 // Whatever the disk or the system say: without it a run is as good, only what a killed tool leaves is not.
        catch (Exception e)
#pragma warning restore CA1031
        {
            IntentFailure = e;
        }

        _timer = new PeriodicTimer(SegmentLength, time);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Operations recorded so far, lost ones included.</summary>
    public long Recorded => Interlocked.Read(ref _recorded);

    /// <summary>Operations that are in no segment and never will be.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>
    /// Operations that were not on record when they began, since there was no room for it: of these, one that is in flight
    /// when the tool is killed is in no history.
    /// </summary>
    public long Unannounced => Interlocked.Read(ref _unannounced);

    /// <summary>Why there is no log of what has begun, so that nothing is on record when it begins; null where there is one.</summary>
    public Exception? IntentFailure { get; }

    /// <summary>Why operations were lost: the first failure, or null.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Opens a history in <paramref name="folder"/>, which is made where it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="agent">Which of the machines that make the load this is; see <see cref="OperationId"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An agent beyond <see cref="OperationId.MostAgents"/>.</exception>
    /// <exception cref="IOException">The folder cannot be made, or holds a history already.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made.</exception>
    public static HistoryRecorder Create(string folder, TimeProvider time, int agent = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(agent);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(agent, OperationId.MostAgents);
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFiles(folder, SegmentSchema.ClosedPattern).Any() || File.Exists(Path.Combine(folder, IntentLog.FileName)))
            throw new IOException($"{folder} holds a history already");
        return new HistoryRecorder(folder, time, agent);
    }

    /// <summary>
    /// Puts an operation on record that is about to be sent, so that it is in the history even if this process is killed
    /// before it ends. Safe for any number of callers at once, and never waits for the disk to take it.
    /// </summary>
    /// <param name="id">Its number in order of invocation.</param>
    /// <param name="kind">What is asked.</param>
    /// <param name="key">The entity it is asked of.</param>
    /// <param name="user">The virtual user that asks.</param>
    /// <param name="intended">When it was wanted.</param>
    /// <param name="now">The present time of the run.</param>
    /// <param name="input">What is asked, in short, or null.</param>
    /// <returns>What <see cref="Record"/> must be given when it has ended.</returns>
    public Intent Begin(long id, string kind, string key, int user, TimeSpan intended, TimeSpan now, string? input)
    {
        var intent = _intents?.Begin(OperationId.Of(_agent, id), kind, key, user, intended, now, input) ?? default;
        if (!intent.IsKept) Interlocked.Increment(ref _unannounced);
        return intent;
    }

    /// <summary>
    /// Records an operation that has ended; for the meaning of the arguments see <see cref="Operation"/>. Safe for
    /// any number of callers at once, and never waits for the disk. After <see cref="CompleteAsync"/> it is lost.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An id beyond 2^40 or a user beyond 2^20.</exception>
    public void Record(
        long id,
        string kind,
        string key,
        int user,
        TimeSpan intended,
        TimeSpan sent,
        TimeSpan completed,
        Outcome outcome,
        int status,
        int bytes,
        ReadOnlySpan<char> answer,
        string instance,
        ReadValue read = default,
        string? input = null,
        Intent intent = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, OperationRecord.MostIds);
        ArgumentOutOfRangeException.ThrowIfNegative(user);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(user, OperationRecord.MostUsers);
        var times = (intended, sent, completed);
        Interlocked.Increment(ref _recorded);
        lock (_gate)
        {
            if (_filling is null)
            {
                Lose(1, new ObjectDisposedException(nameof(HistoryRecorder), "the history was complete already"));
                return;
            }
            _intents?.End(intent, sent, completed, outcome, status, bytes, read.Number);
            if (_filling.TryAdd(id, kind, key, user, times, outcome, status, bytes, answer, instance, read, input, intent))
                return;
            if (_full.Count >= MostBlocks)
            {
                Lose(1, new IOException("the disk does not keep up with the load"));
                _intents?.Release([intent]);
                return;
            }
            _full.Add(_filling);
            _filling = Unused();
            _filling.TryAdd(id, kind, key, user, times, outcome, status, bytes, answer, instance, read, input, intent);
        }
    }

    /// <summary>Writes what is left and closes the last segment. Never fails: see <see cref="Failure"/>.</summary>
    public Task CompleteAsync()
    {
        _timer.Dispose();
        return _writing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CompleteAsync();

    private async Task WriteAsync()
    {
        while (await _timer.WaitForNextTickAsync())
            await WriteAsync(Take(last: false));
        await WriteAsync(Take(last: true));
        _intents?.Dispose();
    }

    private async Task WriteAsync(List<OperationBlock> blocks)
    {
        if (blocks.Count == 0)
            return;
        try
        {
            await _writer.WriteAsync(blocks);
        }
#pragma warning disable CA1031 // Whatever the disk or the format say: the load goes on, and the loss is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Lose(blocks.Sum(block => block.Records.Length), exception);
        }
        foreach (var block in blocks)
        {
            _intents?.Release(block.Intents);
            block.Clear();
        }

        lock (_gate)
        {
            foreach (var block in blocks.Take(MostSpareBlocks - _spare.Count))
                _spare.Push(block);
        }
    }

    private List<OperationBlock> Take(bool last)
    {
        lock (_gate)
        {
            var blocks = _full;
            _full = [];
            if (_filling is { Records.IsEmpty: false })
            {
                blocks.Add(_filling);
                _filling = Unused();
            }
            if (last)
                _filling = null;
            return blocks;
        }
    }

    private OperationBlock Unused() => _spare.TryPop(out var block) ? block : new OperationBlock();

    private void Lose(int operations, Exception why)
    {
        Interlocked.Add(ref _lost, operations);
        Interlocked.CompareExchange(ref _failure, why, null);
    }
}
