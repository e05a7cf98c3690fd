namespace Faultline.Workloads.Http.Files;

/// <summary>The keys of an experiment's file, by the object that they stand in. The schema for editors has the same.</summary>
internal static class ExperimentKeys
{
    private static readonly string[] Body = ["headers", "body", "form", "text"];

    /// <summary>The whole file.</summary>
    public static string[] Root { get; } =
        ["$schema", "experiment", "targets", "accounts", "populate", "operations", "users", "load", "faults", "max-blind-spot"];

    /// <summary>A target that has more than an address.</summary>
    public static string[] Target { get; } = ["address", "headers", "ca"];

    /// <summary>An account.</summary>
    public static string[] Account { get; } = ["read", "value", "floor", "unit", "flag", "scale", "weight", "words"];

    /// <summary>An account's words.</summary>
    public static string[] Words { get; } = ["entity", "twice", "kept", "below", "off"];

    /// <summary>A request that has more than a line.</summary>
    public static string[] Request { get; } = ["send", .. Body];

    /// <summary>Entities that are there before the load.</summary>
    public static string[] Entity { get; } =
        ["count", "private", "before", "one-per", "send", .. Body, "id", "then", "list", "ids"];

    /// <summary>An operation.</summary>
    public static string[] Operation { get; } =
    [
        "transaction", "send", .. Body, "capture", "content", "posts", "conserves", "repeat", "refused", "unknown-if", "reaches", "settle-after", "shows",
    ];

    /// <summary>What users do.</summary>
    public static string[] Users { get; } = ["pause", "session", "mix"];

    /// <summary>The load.</summary>
    public static string[] Load { get; } =
        ["users", "spawn-rate", "runtime", "seed", "operation-timeout", "server-timeout", "settle-cap"];

    /// <summary>A fault.</summary>
    public static string[] Fault { get; } = ["at", "kill", "count", "recover"];
}
