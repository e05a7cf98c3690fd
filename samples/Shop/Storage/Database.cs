using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Shop.Storage;

/// <summary>
/// A store in one SQLite file that several processes share: reads see the last commit of any of them,
/// writes take the file's write lock before they read.
/// </summary>
internal sealed class Database : IDisposable
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(3);

    private readonly ConcurrentBag<Session> _readers = [];
    private readonly GroupCommit _writer;
    private readonly string _path;

    /// <summary>Opens the file, creating it and its folder where needed, and runs the schema's statements.</summary>
    public Database(string directory, string file, params ReadOnlySpan<string> schema)
    {
        Directory.CreateDirectory(directory);
        _path = Path.Combine(directory, file);
        var session = new Session(_path, TimeSpan.FromSeconds(10));
        try
        {
            session.Execute("PRAGMA busy_timeout=5000");
            session.Execute("PRAGMA journal_mode=WAL");
            session.Execute("BEGIN IMMEDIATE");
            foreach (string statement in schema)
                session.Execute(statement);
            session.Execute("COMMIT");
            session.Execute("PRAGMA busy_timeout=0");
        }
        catch
        {
            session.Dispose();
            throw;
        }

        _writer = new GroupCommit(session, file);
    }

    /// <summary>Runs a change in a write transaction; done when it is committed.</summary>
    /// <exception cref="StoreUnavailableException">The write lock was not to be had for four seconds.</exception>
    /// <exception cref="SqliteException">The change itself failed and was rolled back.</exception>
    public Task<T> WriteAsync<T>(Func<Session, T> change) => _writer.AddAsync(change);

    public T Read<T>(Func<Session, T> query)
    {
        if (!_readers.TryTake(out Session? session))
        {
            session = new Session(_path, BusyTimeout);
            session.Execute("PRAGMA query_only=1");
            session.Execute($"PRAGMA busy_timeout={BusyTimeout.TotalMilliseconds:F0}");
        }

        try
        {
            return query(session);
        }
        finally
        {
            _readers.Add(session);
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        while (_readers.TryTake(out Session? session))
            session.Dispose();
    }
}
