namespace Faultline.Docker;

/// <summary>The proxy between the tool and an engine, as <c>HTTP_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c> have it.</summary>
internal static class EngineProxy
{
    /// <summary>The proxy that requests to an engine go through; null where they go straight, as all do within this machine.</summary>
    public static Uri? Of(Uri endpoint) =>
        EngineEndpoint.Http(endpoint) is { IsLoopback: false } http && !HttpClient.DefaultProxy.IsBypassed(http)
            ? HttpClient.DefaultProxy.GetProxy(http)
            : null;

    /// <summary>A proxy's address for the eye: it may hold a password.</summary>
    public static string Text(Uri proxy) => proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
