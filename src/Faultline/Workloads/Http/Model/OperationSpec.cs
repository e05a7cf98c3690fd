using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Model;

/// <summary>Something that users do by one request.</summary>
internal sealed record OperationSpec
{
    /// <summary>For example <c>transfer</c>: the kind of its operations in the history.</summary>
    public required string Name { get; init; }

    /// <summary>The request.</summary>
    public required RequestSpec Send { get; init; }

    /// <summary>What of an ok answer later steps use.</summary>
    public IReadOnlyList<Capture> Captures { get; init; } = [];

    /// <summary>
    /// The key of the transaction: attempts with the same key are attempts at the same postings. Null where the operation is
    /// none, and nothing is posted.
    /// </summary>
    public Template? Transaction { get; init; }

    /// <summary>What one application adds, and where.</summary>
    public IReadOnlyList<PostingSpec> Posts { get; init; } = [];

    /// <summary>Reads what the transaction holds, before and after the load; its answer is <c>$.</c> in the postings. Null where they need none.</summary>
    public RequestSpec? Content { get; init; }

    /// <summary>Postings per element of a list in the content; null for none.</summary>
    public EachSpec? Each { get; init; }

    /// <summary>What a second attempt does.</summary>
    public RepeatSpec Repeat { get; init; } = RepeatSpec.Probe;

    /// <summary>Whether its weighted postings must sum to zero; where not, value enters or leaves by it.</summary>
    public bool Conserves { get; init; } = true;

    /// <summary>Which answers are what.</summary>
    public AnswerSpec Answers { get; init; } = new();

    /// <summary>How long after its answer its effects may come (202); zero: before the answer.</summary>
    public TimeSpan SettleAfter { get; init; }

    /// <summary>Services that it goes through when all is well; empty: all that are killed.</summary>
    public IReadOnlyList<string> Reaches { get; init; } = [];

    /// <summary>The account that an ok answer shows, and whose; null where it shows none.</summary>
    public ShownSpec? Shows { get; init; }
}

/// <summary>What is added to one account.</summary>
/// <param name="Account">Name of the sort of account.</param>
/// <param name="Key">Which one.</param>
/// <param name="Amount">How much, in the account's smallest unit.</param>
internal sealed record PostingSpec(string Account, Template Key, Expression Amount);

/// <summary>Postings for each element of a list.</summary>
/// <param name="Name">Variable that is the element.</param>
/// <param name="List">The list in the content.</param>
/// <param name="Posts">The postings, which may use the element as <c>$name.…</c>.</param>
internal sealed record EachSpec(string Name, JsonPath List, IReadOnlyList<PostingSpec> Posts);

/// <summary>An operation's answer shows an account's number: a read under load.</summary>
/// <param name="Account">Name of the sort of account.</param>
/// <param name="Key">Which one.</param>
internal sealed record ShownSpec(string Account, Template Key);

/// <summary>What is said of a second attempt at the same transaction.</summary>
internal enum RepeatSpec
{
    /// <summary>It is tried before the load.</summary>
    Probe,

    /// <summary>It applies again.</summary>
    AppliesAgain,

    /// <summary>It is refused.</summary>
    Refused,

    /// <summary>It is answered ok and does nothing.</summary>
    NoEffect,
}

/// <summary>Which answers are refusals, and which prove nothing.</summary>
internal sealed record AnswerSpec
{
    /// <summary>Statuses that are refusals; null for every 4xx but 408 and 429.</summary>
    public IReadOnlyList<int>? Refused { get; init; }

    /// <summary>A refusal that holds one of these texts proves nothing.</summary>
    public IReadOnlyList<string> UnknownIf { get; init; } = [];
}
