namespace Faultline.Auditing;

/// <summary>
/// Compares single balances with what the answers and each transaction's own evidence allow. Isolated accounts are the
/// transactions' own evidence and are told there; a transaction that is proven wrong allows what it was seen to do, so
/// that it is not told twice. Shared balances that are off are noted, and told once it is known what would explain them.
/// </summary>
internal sealed class AccountJudge(Hearing hearing, Directions directions)
{
    private readonly Ledger _ledger = hearing.Ledger;
    private readonly Sweep _sweep = hearing.Sweep;
    private readonly Reachability _reachability = new();

    /// <summary>
    /// Nothing is left to say of it: its one transaction is right and shows what happened to it, at no less than zero.
    /// </summary>
    public bool Settled(int account) =>
        _ledger.Isolated(account)
        && _sweep.Known(account)
        && !_sweep.BelowFloor(account)
        && !_ledger.Loose
        && !hearing.Wrong[_ledger.Touching(account)[0].Transaction]
        && (!_ledger.IsFlag(account) || _sweep.Flag(account) is 0 or 1)
        && !_ledger.SetBefore(account);

    /// <summary>What the answers alone prove: more was promised than there was.</summary>
    public bool Overpromised(int account)
    {
        if (_ledger.IsFlag(account) || _ledger.BelowBefore(account) || _ledger.LeftOut(account))
            return false;
        Int128 rise = 0;
        foreach (var entry in _ledger.Touching(account))
        {
            if (hearing.Vague(entry.Transaction))
                return false;
            rise += _ledger.Bounds[entry.Transaction].Times(entry.Amount).Most;
        }

        if (rise >= 0)
            return false;
        var (name, kind, opening, _, _, _) = _ledger.Account(account);
        var above = (Int128)opening - _ledger.Floor(account);
        if (above + rise >= 0 || (_ledger.Loose && directions.Of(account) >= 0))
            return false;
        hearing.Findings.OfAccount(
            kind.Overdrawn,
            account,
            Figures.Text($"at most {above} given out by {name}"),
            Figures.Text($"{-rise} acknowledged"));
        NoteSpan(account);
        return true;
    }

    public void Judge(int account)
    {
        var touching = _ledger.Touching(account);
        if (!_sweep.Known(account))
        {
            if (!_ledger.Loose && !_ledger.IsFlag(account))
                JudgeUnread(account);
        }
        else if (_ledger.IsFlag(account))
        {
            JudgeFlag(account, touching);
        }
        else if (_sweep.BelowFloor(account) && !_ledger.BelowBefore(account))
        {
            var kind = _ledger.Account(account).Kind.Overdrawn;
            hearing.Findings.OfAccount(kind, account, Figures.Text($"not below {_ledger.Floor(account)}"), Figures.Text($"{_sweep.Closing(account)}"));
            NoteSpan(account);
        }
        else if (touching.IsEmpty)
        {
            JudgeUntouched(_ledger.Account(account), _sweep.Closing(account));
        }
        else if (_ledger.Loose)
        {
            JudgeShortfall(account, touching);
        }
        else if (touching.Length > 1)
        {
            JudgeShared(account, touching);
        }
    }

    /// <summary>An account that no attempt touches.</summary>
    public void JudgeUntouched(Account account, long closing)
    {
        var moved = (Int128)closing - account.Opening;
        if (moved == 0 || (_ledger.Loose && directions.Of(account.Kind) * Int128.Sign(moved) >= 0))
            return;
        hearing.Findings.OfUntouched(AnomalyKinds.UntouchedAccountMoved, account, Figures.Text($"{closing}"));
    }

    private void JudgeFlag(int account, ReadOnlySpan<Entry> touching)
    {
        long before = _ledger.SetBefore(account) ? 1 : 0;
        long least = before, most = _ledger.Loose ? 1 : before;
        foreach (var entry in touching)
        {
            var bounds = hearing.Allowed[entry.Transaction];
            least = Math.Max(least, Math.Min(1, bounds.Lo));
            most = Math.Max(most, Math.Min(1, bounds.Hi));

            // A flag that fell is told with the transaction whose answer it contradicts.
            if (_ledger.Accepted(entry.Transaction) > 0 || hearing.Wrong[entry.Transaction])
                least = 0;
        }

        var closing = _sweep.Flag(account);
        if (closing < least || closing > most)
        {
            hearing.Findings.OfAccount(
                _ledger.Account(account).Kind.OutOfBounds, account, AccountText.Between(least, most), Figures.Text($"{closing}"));
        }
    }

    private void JudgeShared(int account, ReadOnlySpan<Entry> touching)
    {
        if (!hearing.TrySpan(account, out var least, out var most))
            return;
        var moved = _sweep.Moved(account);
        if (moved < least || moved > most || _reachability.Excludes(moved - least, most - least, touching, hearing.Allowed))
            hearing.Add(new(account, least, most, moved));
    }

    // A balance that could not be read is still no less than nothing.
    private void JudgeUnread(int account)
    {
        if (_ledger.BelowBefore(account) || _ledger.LeftOut(account) || !hearing.TrySpan(account, out _, out var most) || most >= 0)
            return;
        var (name, kind, opening, _, _, _) = _ledger.Account(account);
        var above = (Int128)opening - _ledger.Floor(account);
        if (above + most < 0)
        {
            hearing.Findings.OfAccount(
                kind.Overdrawn,
                account,
                Figures.Text($"at most {above} given out by {name}"),
                Figures.Text($"{-most} given out, as flags and other balances show"));
        }
    }

    // What is missing from the records can only have moved it further: less than the answers demand proves all the same.
    private void JudgeShortfall(int account, ReadOnlySpan<Entry> touching)
    {
        var direction = directions.Of(account);
        if (direction == 0 || (touching.Length == 1 && hearing.Wrong[touching[0].Transaction]))
            return;
        Int128 demanded = 0;
        foreach (var entry in touching)
        {
            if (hearing.Vague(entry.Transaction))
                return;
            demanded += (Int128)entry.Amount * hearing.Allowed[entry.Transaction].Lo;
        }

        var moved = _sweep.Moved(account);
        if (direction * moved >= direction * demanded)
            return;
        var (_, kind, opening, _, _, _) = _ledger.Account(account);
        hearing.Findings.OfAccount(
            kind.OutOfBounds,
            account,
            Figures.Text($"at {(direction < 0 ? "most" : "least")} {opening + demanded}"),
            Figures.Text($"{opening + moved}"));
    }

    private void NoteSpan(int account)
    {
        var moved = _sweep.Moved(account);
        if (_sweep.Known(account) && hearing.TrySpan(account, out var least, out var most) && (moved < least || moved > most))
            hearing.Add(new(account, least, most, moved) { Told = true });
    }
}
