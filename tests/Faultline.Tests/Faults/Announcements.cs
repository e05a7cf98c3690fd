namespace Faultline.Tests.Faults;

/// <summary>What has been announced so far; a test waits for what it needs instead of sleeping.</summary>
internal sealed class Announcements<T>
{
    private static readonly TimeSpan Hung = TimeSpan.FromMinutes(2);
    private readonly Lock _lock = new();
    private readonly List<T> _items = [];
    private readonly List<(Func<T, bool> Match, int Count, TaskCompletionSource Reached)> _waiting = [];

    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_lock) return [.. _items];
        }
    }

    public void Add(T item)
    {
        lock (_lock)
        {
            _items.Add(item);
            foreach (var (_, _, reached) in _waiting.Where(w => _items.Count(w.Match) >= w.Count)) reached.TrySetResult();
        }
    }

    /// <summary>Waits until so many that match have been announced, those of the past too.</summary>
    public Task Until(Func<T, bool> match, int count = 1)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_items.Count(match) >= count) return Task.CompletedTask;
            _waiting.Add((match, count, reached));
        }

        return reached.Task.WaitAsync(Hung, TestContext.Current.CancellationToken);
    }
}
