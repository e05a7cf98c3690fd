namespace Faultline.Auditing;

/// <summary>Everything the auditor judges: accounts before and after, and what was tried on them.</summary>
/// <param name="Accounts">Accounts that attempted transactions touch.</param>
/// <param name="Transactions">Every transaction with at least one attempt.</param>
/// <param name="Untouched">Accounts that nothing touched and that must not have moved (a sample).</param>
/// <param name="Kinds">Sorts of transaction that the run knows, each name once; those of all transactions are among them.</param>
public sealed record Books(
    IReadOnlyList<Account> Accounts,
    IReadOnlyList<Transaction> Transactions,
    IReadOnlyList<Account> Untouched,
    IReadOnlyList<TransactionKind> Kinds)
{
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

    /// <summary>
    /// Postings that are not in the transactions because nobody knows what was on their accounts before the load. What is
    /// wrong with those accounts stays unseen.
    /// </summary>
    public long PostingsLeftOut { get; init; }

    /// <summary>What was read of the accounts while the load ran, or between the first and the last reading after it.</summary>
    public IReadOnlyList<AccountRead> Reads { get; init; } = [];

    /// <summary>Which operations of the load those reads were, so that they can be taken from its history again.</summary>
    public IReadOnlyList<AccountReader> Readers { get; init; } = [];
}

/// <summary>A stretch of time in which a fault stood: from the kill call to ready plus grace.</summary>
public sealed record FaultWindow(string Name, TimeSpan From, TimeSpan To);
