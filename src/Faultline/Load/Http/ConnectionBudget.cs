namespace Faultline.Load.Http;

/// <summary>
/// How many connections the targets that share it may have open together. Who finds none free waits for the next one,
/// first come first served, and is handed a kept one where it is of his own target: ports are scarce as well.
/// </summary>
public sealed class ConnectionBudget
{
    private readonly LinkedList<ConnectionWaiter> _waiting = new();
    private readonly List<ConnectionPool> _pools = [];
    private int _free;

    /// <summary>A budget of so many connections.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public ConnectionBudget(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        Most = _free = most;
    }

    /// <summary>The most that are open at once.</summary>
    public int Most { get; }

    /// <summary>Guards this budget and all pools that share it, so that nobody waits beside a connection that lies idle.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Requests that wait for a connection.</summary>
    internal int Waiting
    {
        get
        {
            lock (Gate) return _waiting.Count;
        }
    }

    internal void Join(ConnectionPool pool)
    {
        lock (Gate) _pools.Add(pool);
    }

    internal void Leave(ConnectionPool pool)
    {
        lock (Gate)
        {
            _pools.Remove(pool);
            for (var node = _waiting.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.Pool == pool)
                {
                    _waiting.Remove(node);
                    node.Value.Grant(ConnectionClaim.Closed);
                }

                node = next;
            }
        }
    }

    /// <summary>Takes the right to open a connection, if need be an idle one's, which then has to be closed; the caller holds the gate.</summary>
    internal bool TryTake(out HttpConnection? inTheWay)
    {
        inTheWay = null;
        if (_free > 0)
        {
            _free--;
            return true;
        }

        foreach (var pool in _pools)
            if (pool.TryGiveUpIdle(out inTheWay)) return true;
        return false;
    }

    /// <summary>Waits for a connection of a pool; the caller holds the gate and has found none.</summary>
    internal ConnectionWaiter Enqueue(ConnectionPool pool, bool fresh)
    {
        var waiter = new ConnectionWaiter(pool, fresh);
        _waiting.AddLast(waiter.Node);
        return waiter;
    }

    /// <summary>Waits no more; false where the waiter has been granted one already.</summary>
    internal bool Withdraw(ConnectionWaiter waiter)
    {
        lock (Gate)
        {
            if (waiter.Node.List is null) return false;
            _waiting.Remove(waiter.Node);
            return true;
        }
    }

    /// <summary>A connection was closed; the caller holds the gate.</summary>
    internal void Release()
    {
        if (Next() is { } waiter) waiter.Grant(ConnectionClaim.New);
        else _free++;
    }

    /// <summary>
    /// Whether somebody waits, who is then handed this kept connection, or else its place, for which it has to be closed;
    /// the caller holds the gate.
    /// </summary>
    /// <returns>What became of the connection.</returns>
    internal KeptConnection PassOn(ConnectionPool pool, HttpConnection connection)
    {
        if (Next() is not { } waiter) return KeptConnection.Idle;
        var fits = waiter.Pool == pool && !waiter.Fresh;
        // Closed before its place is given away: there is no descriptor for both.
        if (!fits) connection.CloseIdle();
        waiter.Grant(fits ? new ConnectionClaim(connection) : ConnectionClaim.New);
        return fits ? KeptConnection.HandedOn : KeptConnection.InTheWay;
    }

    private ConnectionWaiter? Next()
    {
        if (_waiting.First is not { } first) return null;
        _waiting.Remove(first);
        return first.Value;
    }
}

/// <summary>What becomes of a connection that could carry another exchange.</summary>
internal enum KeptConnection
{
    /// <summary>Nobody waits: it is kept.</summary>
    Idle,

    /// <summary>Another request uses it now.</summary>
    HandedOn,

    /// <summary>Its place was given to somebody who cannot use it.</summary>
    InTheWay,
}
