namespace Faultline.Auditing;

/// <summary>One transaction, applied to some of its accounts once more or once less, that would explain balances which are off.</summary>
/// <param name="Transaction">Which.</param>
/// <param name="Times">1 or −1.</param>
/// <param name="Accounts">Accounts that it would explain.</param>
internal sealed record Suspicion(int Transaction, int Times, List<int> Accounts)
{
    /// <summary>
    /// The kind that it would be, in the order of the table of anomalies; null where what is missing from one account
    /// alone may as well be an update of somebody else that was lost.
    /// </summary>
    public string? Kind(Hearing hearing)
    {
        var ledger = hearing.Ledger;
        var allowed = hearing.Allowed[Transaction];
        var inDoubt = ledger.Accepted(Transaction) == 0 && ledger.Unknown(Transaction) > 0;
        var (account, taken, everywhere) = Sides(ledger);
        if (Times > 0)
        {
            if (allowed.Hi > 0 || ledger.AppliedBefore(Transaction))
                return account.Twice;
            if (inDoubt)
                return ledger.Transaction(Transaction).Kind.Partial;
            // What was given to an account is nothing that should have been given back.
            return everywhere || !taken ? AnomalyKinds.RefusedButApplied : account.NotGivenBack;
        }

        if (allowed.Lo <= 0)
            return AnomalyKinds.GivenBackTwice;
        if (inDoubt)
            return ledger.Transaction(Transaction).Kind.Partial;
        return everywhere && Accounts.Count > 1 ? AnomalyKinds.AcknowledgedButLost : null;
    }

    // What could not be read, or what the transaction has to itself, says nothing against it.
    private (AccountKind First, bool Taken, bool Everywhere) Sides(Ledger ledger)
    {
        AccountKind? first = null;
        var (taken, everywhere) = (false, true);
        foreach (var (account, amount) in ledger.Postings(Transaction))
        {
            if (ledger.IsFlag(account))
                continue;
            if (!Accounts.Contains(account))
            {
                everywhere = false;
                continue;
            }

            first ??= ledger.Account(account).Kind;
            taken |= amount < 0;
        }

        return (first!, taken, everywhere);
    }
}
