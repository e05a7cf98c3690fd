namespace Shop;

/// <summary>The headers by which the order service marks the steps of a saga.</summary>
internal static class StepHeaders
{
    /// <summary>Key under which the step takes effect at most once: <c>saga:step</c>.</summary>
    public const string Key = "Idempotency-Key";

    /// <summary>Key of the step that the request undoes.</summary>
    public const string Compensates = "Compensates";

    /// <summary>Name of the replica that answers; an answer without it is the gateway's own.</summary>
    public const string Instance = "X-Instance";
}
