namespace Faultline.Auditing;

/// <summary>The balances of one sweep: the first or the last.</summary>
internal sealed class ClosingState(AccountLedger ledger, bool first)
{
    public long? Closing(Account account) => first ? account.FirstClosing : account.Closing;

    public long? Closing(int account) => Closing(ledger.Books.Accounts[account]);

    /// <summary>How far an account moved, or null where it could not be read.</summary>
    public long? Moved(int account) => Closing(account) is { } closing ? closing - ledger.Books.Accounts[account].Opening : null;

    /// <summary>A transaction's flag, or null where it has none or it could not be read.</summary>
    public bool? Flag(int transaction) =>
        ledger.Flags[transaction] >= 0 && Closing(ledger.Flags[transaction]) is { } flag ? flag != 0 : null;

    /// <summary>What a transaction may have done once its flag is taken into account; a flag that was set before tells nothing.</summary>
    public EffectRange Range(int transaction) =>
        ledger.AppliedBefore(transaction) ? ledger.Ranges[transaction] : ledger.Ranges[transaction].With(Flag(transaction));
}
