namespace Faultline.Auditing;

/// <summary>
/// Compares single balances with what the answers allow. Isolated accounts are the transactions' own evidence and
/// are told there; a transaction that is proven wrong allows what it was seen to do, so that it is not told twice.
/// </summary>
internal sealed class AccountJudge(Ledger ledger, Sweep sweep, Bounds[] allowed, Findings findings)
{
    private readonly Reachability _reachability = new();

    /// <summary>What the answers alone prove: more was promised than there was.</summary>
    public bool Overpromised(int account)
    {
        var (name, kind, opening, _, _, _) = ledger.Accounts[account];
        if (opening < 0 || kind.IsFlag || ledger.Books.ContentIncomplete)
            return false;
        var highest = opening;
        foreach (var entry in ledger.Touching(account))
        {
            if (AmountUnknown(entry.Transaction))
                return false;
            highest += ledger.Bounds[entry.Transaction].Times(entry.Amount).Most;
        }

        if (highest >= 0)
            return false;
        findings.OfAccount(
            kind.Overdrawn,
            account,
            Figures.Text($"at most {opening} given out by {name}"),
            Figures.Text($"{opening - highest} acknowledged"));
        return true;
    }

    public void Judge(int account)
    {
        var (_, kind, opening, _, _, _) = ledger.Accounts[account];
        if (!sweep.Known(account))
            return;
        var touching = ledger.Touching(account);
        if (kind.IsFlag)
        {
            JudgeFlag(account, touching);
        }
        else if (sweep.Closing(account) < 0 && opening >= 0)
        {
            findings.OfAccount(kind.Overdrawn, account, "not below 0", Figures.Text($"{sweep.Closing(account)}"));
        }
        else if (ledger.Books.ContentIncomplete)
        {
            return;
        }
        else if (touching.IsEmpty)
        {
            if (sweep.Moved(account) != 0)
                findings.OfUntouched(ledger.Accounts[account], sweep.Closing(account));
        }
        else if (touching.Length > 1)
        {
            JudgeShared(account, touching);
        }
    }

    private void JudgeFlag(int account, ReadOnlySpan<Entry> touching)
    {
        var before = ledger.Accounts[account].Opening;
        long least = before, most = before;
        foreach (var entry in touching)
        {
            var bounds = allowed[entry.Transaction];
            least = Math.Max(least, Math.Min(1, bounds.Lo));
            most = Math.Max(most, Math.Min(1, bounds.Hi));

            // A flag that fell is told with the transaction whose answer it contradicts.
            if (ledger.Accepted[entry.Transaction] > 0)
                least = 0;
        }

        var closing = sweep.Closing(account);
        if (closing < least || closing > most)
            findings.OfAccount(ledger.Accounts[account].Kind.OutOfBounds, account, Between(least, most), Figures.Text($"{closing}"));
    }

    private void JudgeShared(int account, ReadOnlySpan<Entry> touching)
    {
        var opening = ledger.Accounts[account].Opening;
        long least = opening, most = opening;
        foreach (var entry in touching)
        {
            if (AmountUnknown(entry.Transaction))
                return;
            var (fewest, mostly) = allowed[entry.Transaction].Times(entry.Amount);
            least += fewest;
            most += mostly;
        }

        var closing = sweep.Closing(account);
        var kind = ledger.Accounts[account].Kind.OutOfBounds;
        if (closing < least || closing > most)
        {
            findings.OfAccount(kind, account, Between(least, most), Figures.Text($"{closing}"));
        }
        else if (_reachability.Excludes(closing - least, most - least, touching, allowed))
        {
            findings.OfAccount(
                kind,
                account,
                Figures.Text($"{Between(least, most)}, as a sum of whole transactions"),
                Figures.Text($"{closing}, which no such sum gives"));
        }
    }

    // What a damaged transaction posts is not what was put into it, so that balances it may have moved prove nothing.
    private bool AmountUnknown(int transaction) =>
        !allowed[transaction].Nothing && ledger.Transactions[transaction].Damage is not null;

    private static string Between(long least, long most) =>
        least == most ? Figures.Text($"{least}") : Figures.Text($"{least} to {most}");
}
