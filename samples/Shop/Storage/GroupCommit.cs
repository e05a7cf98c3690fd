using System.Collections.Concurrent;
using System.Diagnostics;
using SQLitePCL;

namespace Shop.Storage;

/// <summary>
/// The one writer of a process: a thread that gathers the writes which wait and commits them together.
/// A write is acknowledged only after the commit that holds it.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private const int LargestGroup = 64;
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(4);

    private readonly BlockingCollection<Write> _waiting = [];
    private readonly Session _session;
    private readonly Thread _thread;

    public GroupCommit(Session session, string name)
    {
        _session = session;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Queues a write; it may run twice (the first run rolled back), so it must change nothing but the store.</summary>
    public Task<T> AddAsync<T>(Func<Session, T> change)
    {
        var write = new Write<T>(change);
        _waiting.Add(write);
        return write.Task;
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
        _session.Dispose();
    }

    private void Run()
    {
        var group = new List<Write>(LargestGroup);
        foreach (Write first in _waiting.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < LargestGroup && _waiting.TryTake(out Write? next))
                group.Add(next);
            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<Write> group)
    {
        try
        {
            Begin();
        }
        catch (StoreUnavailableException error)
        {
            group.ForEach(write => write.Fail(error));
            return;
        }

        try
        {
            group.ForEach(write => write.Apply(_session));
            _session.Execute("COMMIT");
        }
        catch (Exception error)
        {
            RollBack();
            // One write that fails must not take its neighbours with it: each gets a transaction of its own.
            if (group.Count > 1)
                group.ForEach(write => Commit([write]));
            else
                group[0].Fail(error);
            return;
        }

        group.ForEach(write => write.Complete());
    }

    // SQLite's own wait for the write lock grows to 100 ms between two looks, which starves a process
    // beside a busy neighbour; a look every millisecond does not.
    private void Begin()
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            int answer = raw.sqlite3_exec(_session.Connection.Handle, "BEGIN IMMEDIATE");
            if (answer == raw.SQLITE_OK)
                return;
            if ((answer & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED) || Stopwatch.GetElapsedTime(start) > LockTimeout)
                throw new StoreUnavailableException($"The store cannot be written: SQLite answers {answer}.");
            Thread.Sleep(1);
        }
    }

    private void RollBack()
    {
        // SQLite may have rolled back by itself; then there is nothing left to roll back, and that is fine.
        if (raw.sqlite3_get_autocommit(_session.Connection.Handle) == 0)
            _ = raw.sqlite3_exec(_session.Connection.Handle, "ROLLBACK");
    }

    private abstract class Write
    {
        public abstract void Apply(Session session);
        public abstract void Complete();
        public abstract void Fail(Exception error);
    }

    private sealed class Write<T>(Func<Session, T> change) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Task => _done.Task;

        public override void Apply(Session session) => _result = change(session);
        public override void Complete() => _done.SetResult(_result);
        public override void Fail(Exception error) => _done.SetException(error);
    }
}
