namespace Faultline.Tests.Faults;

/// <summary>Lines that something tells from any thread, and a way to wait for one.</summary>
internal sealed class ToldLines
{
    private readonly Lock _gate = new();
    private readonly List<string> _told = [];
    private TaskCompletionSource _nextLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate) return [.. _told];
        }
    }

    public void Tell(string line)
    {
        lock (_gate)
        {
            _told.Add(line);
            _nextLine.SetResult();
            _nextLine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Comes back when that many lines that begin so have been told.</summary>
    public async Task ToldAsync(string beginning, int times = 1)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_told.Count(t => t.StartsWith(beginning, StringComparison.Ordinal)) >= times) return;

                next = _nextLine.Task;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
