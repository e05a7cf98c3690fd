namespace Faultline.Auditing;

/// <summary>
/// A sort of account and what its anomalies are called, so that a reader finds the words of his own trade
/// while the auditor knows none of them. Names of anomalies are in kebab-case.
/// </summary>
/// <param name="Name">For example <c>stock</c>, <c>credit</c>, <c>paid</c>.</param>
/// <param name="Twice">More than was allowed, for example <c>taken-twice</c>.</param>
/// <param name="NotGivenBack">Moved though no attempt may have applied, for example <c>stock-not-given-back</c>.</param>
/// <param name="Overdrawn">Below <see cref="Floor"/>, or more promised than there was, for example <c>oversold</c>.</param>
/// <param name="OutOfBounds">Outside what the outcomes allow, for example <c>item-out-of-bounds</c>.</param>
/// <param name="IsFlag">
/// The account is a mark that is 0 or 1 and that a second application leaves at 1 (an order's paid flag);
/// it takes no part in sums.
/// </param>
public sealed record AccountKind(
    string Name,
    string Twice,
    string NotGivenBack,
    string Overdrawn,
    string OutOfBounds,
    bool IsFlag = false)
{
    /// <summary>What accounts of this sort are called together, for example <c>items</c>.</summary>
    public string Plural { get => field ?? "accounts"; init; }

    /// <summary>The least that a balance may show; null where there is no least (a customer may owe).</summary>
    public long? Floor { get; init; } = 0;
}

/// <summary>One number that the system under test keeps: an item's stock, a user's credit, an order's paid flag.</summary>
/// <param name="Name">Entity, for example <c>item 17</c>.</param>
/// <param name="Kind">Its sort.</param>
/// <param name="Opening">Balance read before the load.</param>
/// <param name="FirstClosing">Balance at the first reading after the load; null where it could not be read.</param>
/// <param name="Closing">Balance at the last reading; null where it could not be read.</param>
/// <param name="Weight">
/// Value of one unit, signed so that the weighted postings of a transaction that conserves value sum to zero
/// (an item: +price, a user: −1). 0 for flags.
/// </param>
public sealed record Account(
    string Name,
    AccountKind Kind,
    long Opening,
    long? FirstClosing,
    long? Closing,
    long Weight)
{
    /// <summary>
    /// Its store says that there is no such account, although it was there before; <see cref="Closing"/> is null then.
    /// </summary>
    public bool Lost { get; init; }

    /// <summary>
    /// Time of the run at which a read first showed <see cref="Closing"/>; null where the first read after the load did.
    /// </summary>
    public TimeSpan? StoodSince { get; init; }
}

/// <summary>What one application of a transaction adds to an account.</summary>
/// <param name="Account">Index into <see cref="Books.Accounts"/>.</param>
/// <param name="Amount">Signed change; a checkout takes −quantity from an item.</param>
public readonly record struct Posting(int Account, long Amount);
