namespace Faultline.Load.Http;

/// <summary>What a request may do for its connection.</summary>
/// <param name="Connection">Use this one, which is open.</param>
/// <param name="MayOpen">Open one of its own.</param>
internal readonly record struct ConnectionClaim(HttpConnection? Connection, bool MayOpen = false)
{
    public static readonly ConnectionClaim New = new(null, MayOpen: true);

    /// <summary>Nothing: its target was closed.</summary>
    public static readonly ConnectionClaim Closed;
}

/// <summary>A request that found all connections in use.</summary>
internal sealed class ConnectionWaiter
{
    private readonly TaskCompletionSource<ConnectionClaim> _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConnectionWaiter(ConnectionPool pool, bool fresh)
    {
        (Pool, Fresh) = (pool, fresh);
        Node = new LinkedListNode<ConnectionWaiter>(this);
    }

    /// <summary>Its target's pool.</summary>
    public ConnectionPool Pool { get; }

    /// <summary>Whether no connection will do that was used before.</summary>
    public bool Fresh { get; }

    /// <summary>Its place among those who wait.</summary>
    public LinkedListNode<ConnectionWaiter> Node { get; }

    /// <summary>What it was granted.</summary>
    public Task<ConnectionClaim> Granted => _granted.Task;

    public void Grant(ConnectionClaim claim) => _granted.SetResult(claim);
}
