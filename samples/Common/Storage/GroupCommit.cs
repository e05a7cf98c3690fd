using System.Collections.Concurrent;
using System.Data.Common;

namespace Samples.Storage;

/// <summary>
/// The one writer of a process: a thread that gathers the writes which wait and commits them together.
/// A write is acknowledged only after the commit that holds it.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private const int LargestGroup = 64;

    private readonly BlockingCollection<Write> _waiting = [];
    private readonly IStoreEngine _engine;
    private readonly Thread _thread;
    private Session? _session;

    public GroupCommit(IStoreEngine engine)
    {
        _engine = engine;
        _thread = new Thread(Run) { IsBackground = true, Name = $"writes to {engine.Name}" };
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
        _session?.Dispose();
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
        catch (Exception error) when (StoreUnavailableException.Covers(error))
        {
            GiveUp(group, error);
            return;
        }

        try
        {
            group.ForEach(write => write.Apply(_session!));
        }
        catch (Exception error)
        {
            if (_session!.IsBroken || !TryRollBack(_session))
            {
                GiveUp(group, error);
                return;
            }

            // One write that fails must not take its neighbours with it: each gets a transaction of its own.
            if (group.Count > 1)
                group.ForEach(write => Commit([write]));
            else
                group[0].Fail(error);
            return;
        }

        try
        {
            _session!.Execute("COMMIT");
        }
        catch (Exception error)
        {
            // It may be committed all the same: to run the writes again could give them twice the effect.
            GiveUp(group, error);
            return;
        }

        group.ForEach(write => write.Complete());
    }

    private void Begin()
    {
        bool isKept = _session is not null;
        _session ??= new Session(_engine, forWriting: true);
        try
        {
            _engine.BeginWrite(_session);
        }
        catch (Exception error) when (isKept && _session.IsBroken && StoreUnavailableException.Covers(error))
        {
            // The store was restarted since the last write; nothing of this one has been sent.
            _session.Dispose();
            _session = null;
            _session = new Session(_engine, forWriting: true);
            _engine.BeginWrite(_session);
        }
    }

    /// <summary>Fails the writes; the connection, of which nothing is known, is not used again.</summary>
    // A store may end between a statement and its rollback; the session is then given up, which rolls back too.
    private bool TryRollBack(Session session)
    {
        try
        {
            _engine.RollBack(session);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private void GiveUp(List<Write> group, Exception error)
    {
        _session?.Dispose();
        _session = null;
        var unavailable = new StoreUnavailableException($"The store cannot be written: {error.Message}");
        group.ForEach(write => write.Fail(unavailable));
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
