namespace Faultline.Load.Http;

/// <summary>The connections to one target. The one used last is used next, so that few stay warm.</summary>
internal sealed class ConnectionPool : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<HttpConnection> _idle = new();
    private readonly HashSet<HttpConnection> _open = [];

    /// <summary>Whether no connection may be taken or added any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>An idle connection that the server has not closed, or null. Stale ones are closed on the way.</summary>
    public HttpConnection? TakeIdle()
    {
        while (true)
        {
            HttpConnection? connection;
            lock (_gate)
            {
                if (!_idle.TryPop(out connection))
                    return null;
            }
            if (!connection.IsStale())
                return connection;
            Discard(connection);
        }
    }

    /// <summary>Adds a connection in use; false, and it is closed, if the pool is.</summary>
    public bool TryAdd(HttpConnection connection)
    {
        lock (_gate)
        {
            if (!IsClosed)
                return _open.Add(connection);
        }
        connection.Dispose();
        return false;
    }

    /// <summary>Takes back a connection that can carry another exchange.</summary>
    public void Return(HttpConnection connection)
    {
        lock (_gate)
        {
            if (!IsClosed)
            {
                _idle.Push(connection);
                return;
            }
        }
        connection.Dispose();
    }

    /// <summary>Closes a connection that cannot.</summary>
    public void Discard(HttpConnection connection)
    {
        lock (_gate)
            _open.Remove(connection);
        connection.Dispose();
    }

    /// <summary>Closes all connections; what is in flight on them ends as cancelled.</summary>
    public void Dispose()
    {
        HttpConnection[] open;
        lock (_gate)
        {
            IsClosed = true;
            open = [.. _open];
            _open.Clear();
            _idle.Clear();
        }
        foreach (var connection in open)
            connection.Abort();
    }
}
