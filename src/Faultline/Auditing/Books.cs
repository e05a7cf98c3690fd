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
    /// <summary>
    /// Attempted transactions are missing here, or their postings are not all known, so that any account may have been
    /// touched by them: then only flags, damage and what the log alone proves are judged.
    /// </summary>
    public bool ContentIncomplete { get; init; }

    /// <summary>Names of anomalies that belong to no single sort of account.</summary>
    public Vocabulary Vocabulary { get; init; } = new("partial-transaction", "transaction-damaged");
}

/// <summary>Names of anomalies in the words of the system under test, in kebab-case.</summary>
/// <param name="Partial">A transaction that happened to some of its accounts only.</param>
/// <param name="Damaged">A transaction whose content is not what the run put into it.</param>
public sealed record Vocabulary(string Partial, string Damaged);

/// <summary>A stretch of time in which a fault stood: from the kill call to ready plus grace.</summary>
public sealed record FaultWindow(string Name, TimeSpan From, TimeSpan To);
