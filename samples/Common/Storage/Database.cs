using System.Collections.Concurrent;
using System.Data.Common;

namespace Samples.Storage;

/// <summary>
/// A service's store, shared by its replicas: reads see the last commit of any of them, writes take the store's write
/// lock before they read.
/// </summary>
internal sealed class Database : IDisposable
{
    // Each is a connection that is kept, and a PostgreSQL server has a fixed number of them for all replicas together.
    private const int MostReaders = 8;

    private static readonly TimeSpan OpenRetry = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentBag<Session> _readers = [];
    private readonly SemaphoreSlim _reading = new(MostReaders);
    private readonly GroupCommit _writer;
    private readonly IStoreEngine _engine;

    /// <summary>Opens the store and creates what is missing in it; where the store may come up by itself, waits for it.</summary>
    /// <param name="engine">The store.</param>
    /// <param name="tables">Name and columns of each table.</param>
    /// <param name="indexes">Statements that create indexes.</param>
    public Database(IStoreEngine engine, IReadOnlyList<string> tables, IReadOnlyList<string> indexes)
    {
        _engine = engine;
        while (true)
        {
            try
            {
                CreateSchema(tables, indexes);
                break;
            }
            catch (Exception error) when (engine.MayComeUp && StoreUnavailableException.Covers(error))
            {
                Thread.Sleep(OpenRetry);
            }
        }

        _writer = new GroupCommit(engine);
    }

    /// <summary>Runs a change in a write transaction; done when it is committed.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The store cannot be written, or was lost while it committed: then the change may be in it or not.
    /// </exception>
    /// <exception cref="DbException">The change itself failed and was rolled back.</exception>
    public Task<T> WriteAsync<T>(Func<Session, T> change) => _writer.AddAsync(change);

    /// <summary>Runs a query; waits for its turn where many do.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public T Read<T>(Func<Session, T> query)
    {
        _reading.Wait();
        try
        {
            return ReadNow(query);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        while (_readers.TryTake(out Session? session))
            session.Dispose();
        _reading.Dispose();
    }

    private T ReadNow<T>(Func<Session, T> query)
    {
        bool isKept = _readers.TryTake(out Session? session);
        session ??= new Session(_engine, forWriting: false);
        try
        {
            return query(session);
        }
        catch (DbException) when (isKept && session.IsBroken)
        {
            // The store was restarted since this connection was last used.
            session.Dispose();
            session = new Session(_engine, forWriting: false);
            return query(session);
        }
        finally
        {
            if (session.IsBroken)
                session.Dispose();
            else
                _readers.Add(session);
        }
    }

    private void CreateSchema(IReadOnlyList<string> tables, IReadOnlyList<string> indexes)
    {
        using var session = new Session(_engine, forWriting: true);
        // Replicas that start together create the same tables.
        _engine.BeginWrite(session);
        foreach (string table in tables)
            session.Execute(_engine.CreateTable(table));
        foreach (string index in indexes)
            session.Execute(index);
        session.Execute("COMMIT");
    }
}
