namespace Faultline.Auditing;

/// <summary>A sort of transaction: a checkout, a transfer, a deposit. Each is judged by its own rule and in its own words.</summary>
/// <param name="Name">Kind of the operations that are attempts at it, for example <c>transfer</c>.</param>
/// <param name="Repeat">What a second attempt at one that already applied does.</param>
/// <param name="Partial">
/// What it is called, in kebab-case, where one happened to some of its accounts only, for example <c>partial-transfer</c>.
/// </param>
/// <param name="Damaged">What it is called where its content is not what was put into it, for example <c>order-damaged</c>.</param>
/// <param name="SettleAfter">
/// How long after the answer its effects may come, for a system that accepts first and posts later (202). Zero or more.
/// </param>
/// <param name="Conserves">
/// Its weighted postings sum to zero. One that does not (a deposit, a fee) adds to the value of its accounts, or takes from it.
/// </param>
public sealed record TransactionKind(
    string Name,
    RepeatRule Repeat,
    string Partial = AnomalyKinds.PartialTransaction,
    string Damaged = AnomalyKinds.TransactionDamaged,
    TimeSpan SettleAfter = default,
    bool Conserves = true)
{
    /// <summary>When the effects of an attempt must have come, if it ended ok or was refused.</summary>
    internal TimeSpan SettledAt(in Attempt attempt) =>
        attempt.Completed > TimeSpan.MaxValue - SettleAfter ? TimeSpan.MaxValue : attempt.Completed + SettleAfter;
}
