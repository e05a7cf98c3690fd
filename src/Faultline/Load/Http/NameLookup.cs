using System.Net;

namespace Faultline.Load.Http;

/// <summary>The addresses of a host, looked up again after a few seconds; senders share one look-up.</summary>
internal sealed class NameLookup
{
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly string _host;
    private readonly TimeProvider _time;
    private readonly Task<IPAddress[]>? _fixed;
    private Task<IPAddress[]>? _latest;
    private long _startedAt;

    /// <summary>Addresses of a name, or of the address that <paramref name="host"/> is.</summary>
    public NameLookup(string host, TimeProvider time)
    {
        _host = host;
        _time = time;
        // Resolvers differ in whether localhost has two addresses; services differ in which one they listen on.
        if (IPAddress.TryParse(host, out var address))
            _fixed = Task.FromResult<IPAddress[]>([address]);
        else if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            _fixed = Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback, IPAddress.Loopback]);
    }

    /// <summary>The addresses; fails with a <see cref="System.Net.Sockets.SocketException"/> if there are none.</summary>
    public Task<IPAddress[]> FindAsync()
    {
        if (_fixed is not null)
            return _fixed;
        lock (_gate)
        {
            if (_latest is null || _latest.IsCompleted && !IsFresh(_latest))
            {
                _startedAt = _time.GetTimestamp();
                _latest = Dns.GetHostAddressesAsync(_host);
            }
            return _latest;
        }
    }

    private bool IsFresh(Task lookup) =>
        lookup.IsCompletedSuccessfully && _time.GetElapsedTime(_startedAt) < Validity;
}
