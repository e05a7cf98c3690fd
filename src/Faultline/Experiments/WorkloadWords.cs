namespace Faultline.Experiments;

/// <summary>
/// What a trade calls things. A workload brings its words and a run keeps them, so that a stored run is told in the words of
/// its trade by a tool that knows none. The defaults are the words of bookkeeping.
/// </summary>
public sealed record WorkloadWords
{
    /// <summary>The words of bookkeeping, which fit every trade.</summary>
    public static WorkloadWords Plain { get; } = new();

    /// <summary>An attempt at a transaction, for example <c>transfer</c>.</summary>
    public Noun Attempt { get; init; } = new("attempt", "attempts");

    /// <summary>What a transaction is made on, for example an order.</summary>
    public Noun Transaction { get; init; } = new("transaction", "transactions");

    /// <summary>What anomalies are found on, for example <c>transfer or account</c>.</summary>
    public string Entities { get; init; } = "transaction or account";

    /// <summary>What tells one variant of the system from another, for example <c>version</c>.</summary>
    public string Variant { get; init; } = "variant";

    /// <summary>Why a system that works may refuse an attempt, as a sentence; empty where nothing is to be said of that.</summary>
    public string Refusals { get; init; } = "";

    /// <summary>What the numbers are, by sort of account.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new Dictionary<string, string>();

    /// <summary>What an anomaly means, by its kind and in a sentence; kinds that mean the same in every trade need none.</summary>
    public IReadOnlyDictionary<string, string> Anomalies { get; init; } = new Dictionary<string, string>();
}

/// <summary>A noun in the singular and in the plural.</summary>
public sealed record Noun(string One, string Many);
