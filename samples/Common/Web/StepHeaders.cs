namespace Samples.Web;

/// <summary>The headers by which one service marks what it asks another for.</summary>
internal static class StepHeaders
{
    /// <summary>Key under which the step takes effect at most once.</summary>
    public const string Key = "Idempotency-Key";

    /// <summary>Key of the step that the request undoes.</summary>
    public const string Compensates = "Compensates";

    /// <summary>Name of the replica that answers; an answer without it is the gateway's own.</summary>
    public const string Instance = "X-Instance";
}
