namespace Faultline.Load.Http;

/// <summary>What is asked of a path. Neither request carries a body.</summary>
public enum HttpVerb
{
    /// <summary>A read.</summary>
    Get,

    /// <summary>A request with an effect; carries <c>Content-Length: 0</c>.</summary>
    Post,
}
