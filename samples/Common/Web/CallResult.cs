namespace Samples.Web;

/// <summary>What is known of a call to another service after it ended.</summary>
internal enum CallResult
{
    /// <summary>The service answered 200.</summary>
    Applied,

    /// <summary>The service itself answered 400: nothing was done.</summary>
    Refused,

    /// <summary>No answer, or not the service's own: it may have been done.</summary>
    Unknown,
}
