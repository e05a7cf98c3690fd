namespace Faultline.Load.Http;

/// <summary>
/// The connections to one target, each of which has a place in a budget. The one used last is used next, so that few
/// stay warm.
/// </summary>
internal sealed class ConnectionPool : IDisposable
{
    private readonly ConnectionBudget _budget;
    private readonly Stack<HttpConnection> _idle = new();
    private readonly HashSet<HttpConnection> _open = [];

    /// <summary>A pool whose connections count in a budget.</summary>
    public ConnectionPool(ConnectionBudget budget)
    {
        _budget = budget;
        budget.Join(this);
    }

    /// <summary>Whether no connection may be taken or added any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>
    /// Claims an idle connection, which the server may have closed meanwhile, or the right to open one; or a waiter that
    /// is granted one of these, where all are in use.
    /// </summary>
    public (ConnectionClaim Claim, ConnectionWaiter? Waiter) Claim(bool fresh)
    {
        HttpConnection? inTheWay;
        lock (_budget.Gate)
        {
            if (IsClosed) return (ConnectionClaim.Closed, null);
            if (!fresh && _idle.TryPop(out var idle)) return (new ConnectionClaim(idle), null);
            if (!_budget.TryTake(out inTheWay)) return (default, _budget.Enqueue(this, fresh));
        }

        inTheWay?.CloseIdle();
        return (ConnectionClaim.New, null);
    }

    /// <summary>Gives up waiting; what was granted meanwhile goes to the next.</summary>
    public void Withdraw(ConnectionWaiter waiter)
    {
        if (_budget.Withdraw(waiter)) return;
        var granted = waiter.Granted.Result;
        if (granted.Connection is { } connection) Return(connection);
        else if (granted.MayOpen) Release();
    }

    /// <summary>No connection was opened on the claim after all.</summary>
    public void Release()
    {
        lock (_budget.Gate) _budget.Release();
    }

    /// <summary>Adds a connection in use; false, and it is closed, if the pool is.</summary>
    public bool TryAdd(HttpConnection connection)
    {
        lock (_budget.Gate)
        {
            if (!IsClosed)
                return _open.Add(connection);
            _budget.Release();
        }
        connection.Dispose();
        return false;
    }

    /// <summary>Takes back a connection that can carry another exchange.</summary>
    public void Return(HttpConnection connection)
    {
        lock (_budget.Gate)
        {
            // A closed pool has closed it already.
            switch (IsClosed ? KeptConnection.InTheWay : _budget.PassOn(this, connection))
            {
                case KeptConnection.Idle:
                    _idle.Push(connection);
                    return;
                case KeptConnection.HandedOn:
                    return;
            }

            _open.Remove(connection);
        }
        connection.Dispose();
    }

    /// <summary>Closes a connection that cannot.</summary>
    public void Discard(HttpConnection connection)
    {
        // Closed before its place is given away: there is no descriptor for both.
        connection.Dispose();
        lock (_budget.Gate)
        {
            if (_open.Remove(connection)) _budget.Release();
        }
    }

    /// <summary>Closes a connection, whose place its user keeps for another; false where the pool was closed, which took the place.</summary>
    public bool Replace(HttpConnection connection)
    {
        connection.Dispose();
        lock (_budget.Gate) return _open.Remove(connection);
    }

    /// <summary>Gives up an idle connection, which its taker closes and whose place he has; the caller holds the gate.</summary>
    public bool TryGiveUpIdle(out HttpConnection? connection)
    {
        if (!_idle.TryPop(out connection)) return false;
        _open.Remove(connection);
        return true;
    }

    /// <summary>Closes all connections; what is in flight on them ends as cancelled.</summary>
    public void Dispose()
    {
        HttpConnection[] open;
        lock (_budget.Gate)
        {
            if (IsClosed) return;
            IsClosed = true;
            open = [.. _open];
            _open.Clear();
            _idle.Clear();
        }

        foreach (var connection in open) connection.Abort();
        _budget.Leave(this);
        lock (_budget.Gate)
        {
            foreach (var _ in open) _budget.Release();
        }
    }
}
