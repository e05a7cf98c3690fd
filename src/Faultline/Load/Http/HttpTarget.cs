namespace Faultline.Load.Http;

/// <summary>
/// One HTTP/1.1 server under load, plain or behind TLS, and the connections to it, opened on demand and kept. Safe for any number of
/// concurrent senders.
/// </summary>
public sealed class HttpTarget : IDisposable
{
    private readonly TimeProvider _time;
    private readonly RequestLines _requests;
    private readonly Dialer _dialer;
    private readonly ConnectionPool _pool;
    private readonly AnswerMemory _memory;

    /// <summary>A server whose paths all lie below the path of <paramref name="baseAddress"/>.</summary>
    /// <param name="baseAddress">Where it is.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="budget">How many connections it may have open, together with those that share it; null: any number.</param>
    /// <exception cref="ArgumentException">Not an absolute http or https address, or one with a query, a fragment or a user.</exception>
    public HttpTarget(Uri baseAddress, TimeProvider time, ConnectionBudget? budget = null)
        : this(baseAddress, time, new HttpTargetOptions { Budget = budget })
    {
    }

    /// <summary>The same, reached as <paramref name="options"/> say.</summary>
    /// <exception cref="ArgumentException">Not an absolute http or https address, or one with a query, a fragment or a user.</exception>
    public HttpTarget(Uri baseAddress, TimeProvider time, HttpTargetOptions options)
    {
        if (!baseAddress.IsAbsoluteUri)
            throw new ArgumentException("an absolute address is needed, such as http://localhost:8000", nameof(baseAddress));
        var isSecured = baseAddress.Scheme == Uri.UriSchemeHttps;
        if (!isSecured && baseAddress.Scheme != Uri.UriSchemeHttp)
            throw new ArgumentException($"{baseAddress.Scheme} is not supported, only http and https", nameof(baseAddress));
        if (baseAddress.Query.Length + baseAddress.Fragment.Length + baseAddress.UserInfo.Length > 0)
            throw new ArgumentException("a query, a fragment or a user has no place here", nameof(baseAddress));
        BaseAddress = baseAddress;
        (_time, _memory) = (time, options.Memory ?? new AnswerMemory());
        _requests = new RequestLines(baseAddress);
        var host = baseAddress.DnsSafeHost;
        _dialer = new Dialer(host, baseAddress.Port, time, isSecured ? options.Trust.Options(host) : null);
        _pool = new ConnectionPool(options.Budget ?? new ConnectionBudget(int.MaxValue));
    }

    /// <summary>Where the requests go.</summary>
    public Uri BaseAddress { get; }

    /// <summary>
    /// Sends one request, at most once, and tells what became of it. Never throws for anything that the network or
    /// the server does, nor when it is cancelled.
    /// </summary>
    /// <param name="request">What is sent; it belongs to this call until that has ended.</param>
    /// <param name="timeout">How long connecting, sending and the answer may take together.</param>
    /// <param name="cancellationToken">Gives the request up; what was sent by then ends unknown.</param>
    /// <param name="fresh">
    /// Over a connection of its own, so that no server can have closed it meanwhile: a kept one that is closed just as it
    /// is used leaves open whether the request was done.
    /// </param>
    public ValueTask<HttpAnswer> SendAsync(
        HttpRequest request, TimeSpan timeout, CancellationToken cancellationToken, bool fresh = false)
    {
        if (Obstacle(request, timeout, cancellationToken) is { } obstacle)
            return ValueTask.FromResult(HttpAnswer.NotSent(obstacle, _time.GetTimestamp()));
        var deadline = DeadlineAfter(timeout);
        var (claim, waiter) = _pool.Claim(fresh);
        if (waiter is not null) return WaitAndSendAsync(waiter, request, deadline, timeout, fresh, cancellationToken);
        return claim.Connection is { } connection && !connection.IsStale()
            ? connection.ExchangeAsync(request, deadline, timeout, cancellationToken)
            : ConnectAndSendAsync(claim, request, timeout, deadline, timeout, fresh, cancellationToken);
    }

    /// <summary>The same, for a request without headers and body, to a path that is escaped already and may have a query.</summary>
    public ValueTask<HttpAnswer> SendAsync(
        HttpVerb verb, string path, TimeSpan timeout, CancellationToken cancellationToken, bool fresh = false) =>
        SendAsync(HttpRequest.Of(verb, path), timeout, cancellationToken, fresh);

    /// <summary>Closes all connections; what is in flight ends as cancelled, what comes later is not sent.</summary>
    public void Dispose() => _pool.Dispose();

    /// <summary>The time that a request waits for a connection is its own: it is part of its time-out, and told with its answer.</summary>
    private async ValueTask<HttpAnswer> WaitAndSendAsync(
        ConnectionWaiter waiter, HttpRequest request, long deadline, TimeSpan timeout, bool fresh, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        ConnectionClaim claim;
        try
        {
            claim = await waiter.Granted.WaitAsync(Left(deadline), _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _pool.Withdraw(waiter);
            var failure = e is TimeoutException ? FailureText.NoneFree(timeout) : FailureText.CancelledBeforeSending;
            return HttpAnswer.NotSent(failure, _time.GetTimestamp()) with { Waited = _time.GetElapsedTime(begun) };
        }

        var waited = _time.GetElapsedTime(begun);
        var answer = claim.Connection is { } connection && !connection.IsStale()
            ? await connection.ExchangeAsync(request, deadline, timeout, cancellationToken)
            : await ConnectAndSendAsync(claim, request, Left(deadline), deadline, timeout, fresh, cancellationToken);
        return answer with { Waited = waited };
    }

    private async ValueTask<HttpAnswer> ConnectAndSendAsync(
        ConnectionClaim claim, HttpRequest request, TimeSpan left, long deadline, TimeSpan timeout, bool fresh, CancellationToken cancellationToken)
    {
        var hasPlace = claim.Connection is { } stale ? _pool.Replace(stale) : claim.MayOpen;
        if (!hasPlace)
            return HttpAnswer.NotSent(FailureText.Closed, _time.GetTimestamp());
        Dialed dialed = default;
        try
        {
            dialed = await _dialer.ConnectAsync(left, timeout, cancellationToken);
        }
        finally
        {
            if (dialed.Socket is null) _pool.Release();
        }

        if (dialed.Socket is not { } socket)
            return HttpAnswer.NotSent(dialed.Failure, _time.GetTimestamp());
        var connection = new HttpConnection(socket, dialed.Session, _pool, _requests, _memory, _time, once: fresh);
        if (!_pool.TryAdd(connection))
            return HttpAnswer.NotSent(FailureText.Closed, _time.GetTimestamp());
        // A server that is too busy takes the connection and closes it: nothing was sent, so nothing was done.
        if (connection.IsClosed())
        {
            _pool.Discard(connection);
            return HttpAnswer.NotSent(FailureText.ClosedBeforeSending, _time.GetTimestamp());
        }

        return await connection.ExchangeAsync(request, deadline, timeout, cancellationToken);
    }

    private string? Obstacle(HttpRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return FailureText.CancelledBeforeSending;
        if (_pool.IsClosed)
            return FailureText.Closed;
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            return FailureText.ConnectTimedOut(timeout);
        return RequestLines.FaultOf(request);
    }

    private TimeSpan Left(long deadline)
    {
        if (deadline == long.MaxValue) return Timeout.InfiniteTimeSpan;
        var left = _time.GetElapsedTime(_time.GetTimestamp(), deadline);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private long DeadlineAfter(TimeSpan timeout)
    {
        var length = timeout.TotalSeconds * _time.TimestampFrequency;
        return timeout == Timeout.InfiniteTimeSpan || length > long.MaxValue / 2
            ? long.MaxValue
            : _time.GetTimestamp() + (long)length;
    }
}
