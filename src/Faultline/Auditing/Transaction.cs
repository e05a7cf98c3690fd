using Faultline.Histories;

namespace Faultline.Auditing;

/// <summary>One try at a transaction, as recorded.</summary>
/// <param name="Operation">Id of the operation.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Sent">When it was sent, since the start of the load.</param>
/// <param name="Completed">When it ended.</param>
public readonly record struct Attempt(long Operation, Outcome Outcome, TimeSpan Sent, TimeSpan Completed);

/// <summary>
/// Something that should happen to all of its accounts or to none: a checkout of one order.
/// All attempts at it are attempts at the same postings.
/// </summary>
/// <param name="Name">Entity, for example <c>order 4711</c>.</param>
/// <param name="Kind">Its sort.</param>
/// <param name="Postings">One per account, at most one per account; amounts other than 0.</param>
/// <param name="Attempts">All attempts, in order of invocation.</param>
/// <param name="Damage">
/// How its content differs from what the run put into it (an item missing, a wrong total), or null.
/// </param>
/// <param name="Builders">Ids of the operations that made the transaction's content (create, add), if the run did.</param>
public sealed record Transaction(
    string Name,
    TransactionKind Kind,
    IReadOnlyList<Posting> Postings,
    IReadOnlyList<Attempt> Attempts,
    ContentDamage? Damage = null,
    IReadOnlyList<long>? Builders = null)
{
    /// <summary>The key of the operations that are its attempts, for example <c>4711</c>; no other of its kind has it.</summary>
    public string Key { get; init; } = Name;

    /// <summary>
    /// Ids of the create operations that were answered with the id of this transaction, where it was given out more than
    /// once; of those before the load there are none. Null where it was given out once.
    /// </summary>
    public IReadOnlyList<long>? GivenTwice { get; init; }
}

/// <summary>The content of a transaction as put in and as found.</summary>
public sealed record ContentDamage(string Expected, string Actual);
