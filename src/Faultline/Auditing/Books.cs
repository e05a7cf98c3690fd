namespace Faultline.Auditing;

/// <summary>What a second attempt at a transaction that already applied does in this system.</summary>
public enum RepeatRule
{
    /// <summary>It applies again: effects lie in [A, A+U].</summary>
    AppliesAgain,

    /// <summary>It is refused: effects lie in [min(1,A), min(1,A+U)].</summary>
    Refused,

    /// <summary>It is answered ok and does nothing: same bounds as <see cref="Refused"/>.</summary>
    AcceptedWithoutEffect,

    /// <summary>Nobody knows: effects lie within the union of the others' bounds, [min(1,A), A+U].</summary>
    Unknown,
}

/// <summary>Everything the auditor judges: accounts before and after, and what was tried on them.</summary>
/// <param name="Accounts">Accounts that attempted transactions touch.</param>
/// <param name="Transactions">Every transaction with at least one attempt.</param>
/// <param name="Untouched">Accounts that nothing touched and that must not have moved (a sample).</param>
/// <param name="Repeat">What repeated attempts do.</param>
public sealed record Books(
    IReadOnlyList<Account> Accounts,
    IReadOnlyList<Transaction> Transactions,
    IReadOnlyList<Account> Untouched,
    RepeatRule Repeat)
{
    /// <summary>What anomalies that belong to no account are called in the trade of the system under test.</summary>
    public Vocabulary Vocabulary { get; init; } = new();

    /// <summary>
    /// Some transactions that may have applied are not in the list because what they should post is not known. Then
    /// only that proves which nothing that is added can explain: flags, balances below zero, damage of single
    /// transactions, and accounts that moved less than the answers demand.
    /// </summary>
    public bool ContentIncomplete { get; init; }

    /// <summary>
    /// The content of some transactions is not known whose attempts were all refused. They left every balance as it was,
    /// and may have taken and given back meanwhile: values that were read in between prove less.
    /// </summary>
    public bool RefusedContentUnknown { get; init; }

    /// <summary>Operations that were sent and could not be recorded; they leave as much open as unknown content does.</summary>
    public long RecordsMissing { get; init; }

    /// <summary>What was read of the accounts while the load ran, or between the first and the last reading after it.</summary>
    public IReadOnlyList<AccountRead> Reads { get; init; } = [];

    /// <summary>Which operations of the load those reads were, so that they can be taken from its history again.</summary>
    public IReadOnlyList<AccountReader> Readers { get; init; } = [];
}

/// <summary>Names, in kebab-case, of the anomalies of a whole transaction that differ from trade to trade.</summary>
/// <param name="Partial">It happened to some of its accounts only, for example <c>partial-checkout</c>.</param>
/// <param name="Damaged">Its content is not what was put into it, for example <c>order-damaged</c>.</param>
public sealed record Vocabulary(
    string Partial = "partial-transaction",
    string Damaged = "transaction-damaged");

/// <summary>A stretch of time in which a fault stood: from the kill call to ready plus grace.</summary>
public sealed record FaultWindow(string Name, TimeSpan From, TimeSpan To);
