namespace Faultline.Load.Http;

/// <summary>The two methods of requests without a body; for others see <see cref="HttpRequest"/>.</summary>
public enum HttpVerb
{
    /// <summary>A read.</summary>
    Get,

    /// <summary>A request with an effect; carries <c>Content-Length: 0</c>.</summary>
    Post,
}
