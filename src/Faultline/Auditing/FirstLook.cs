namespace Faultline.Auditing;

/// <summary>
/// What the first reading after the load showed and no delay explains, though it had healed by the last: a balance below its floor, and one that
/// no subset of all attempts, refused ones included, could make on an account. Effects that come late, reads that are
/// stale and what is taken and given back again all lie within.
/// </summary>
internal sealed class FirstLook
{
    private readonly Ledger _ledger;
    private readonly Sweep _first;
    private readonly Sweep _last;
    private readonly Findings _findings;
    private readonly Reachability _reachability = new();
    private readonly Bounds[] _attempted;

    public FirstLook(Ledger ledger, Sweep first, Sweep last, IReadOnlyList<FaultWindow> windows)
    {
        (_ledger, _first, _last) = (ledger, first, last);
        _findings = new(ledger, windows);
        _attempted = new Bounds[ledger.Count];
        for (var t = 0; t < _attempted.Length; t++)
            _attempted[t] = new(0, ledger.Transaction(t).Attempts.Count);
    }

    public IReadOnlyList<Proof> Judge()
    {
        for (var a = 0; a < _ledger.AccountCount; a++)
        {
            if (_first.Known(a) && (!_last.Known(a) || _first.Closing(a) != _last.Closing(a)))
                Judge(a);
        }

        foreach (var account in _ledger.Books.Untouched)
        {
            if (_first.Balance(account) is { } read && read != _last.Balance(account) && Moved(_ledger.Directions.Of(account.Kind), (Int128)read - account.Opening))
                _findings.OfUntouched(AnomalyKinds.ValueFromNowhere, account, AtFirst(read, _last.Balance(account)));
        }

        return _findings.InOrder();
    }

    private void Judge(int account)
    {
        var (read, kind) = (_first.Closing(account), _ledger.Account(account).Kind);
        var actual = AtFirst(read, _last.Known(account) ? _last.Closing(account) : null);
        if (_ledger.IsFlag(account))
        {
            if (read is < 0 or > 1)
                _findings.OfAccount(AnomalyKinds.ValueFromNowhere, account, "0 or 1", actual);
            return;
        }

        if (read < _ledger.Floor(account) && !_ledger.BelowBefore(account))
        {
            _findings.OfAccount(kind.Overdrawn, account, Figures.Text($"not below {_ledger.Floor(account)}"), actual);
            return;
        }

        Int128 least = 0, most = 0;
        var touching = _ledger.Touching(account);
        foreach (var entry in touching)
        {
            if (_ledger.Damaged(entry.Transaction))
                return;
            var (fewest, mostly) = _attempted[entry.Transaction].Times(entry.Amount);
            least += fewest;
            most += mostly;
        }

        var moved = _first.Moved(account);
        var beyond = moved < least ? moved - least : moved > most ? moved - most : 0;
        var possible = beyond == 0
            ? _ledger.LooseBefore || !_reachability.Excludes(moved - least, most - least, touching, _attempted)
            : !Moved(_ledger.Directions.Of(account), beyond);
        if (possible)
            return;
        var opening = _ledger.Account(account).Opening;
        _findings.OfAccount(
            AnomalyKinds.ValueFromNowhere,
            account,
            Figures.Text($"what some of all attempts make of {opening}, at any time: {AccountText.Between(opening + least, opening + most)}"),
            actual);
    }

    // Where attempts may be missing, only what they cannot have done tells.
    private bool Moved(int direction, Int128 movement) =>
        _ledger.LooseBefore ? direction * Int128.Sign(movement) < 0 : movement != 0;

    private static string AtFirst(long read, long? last) =>
        last is { } now
            ? Figures.Text($"{read} at the first reading, {now} at the last")
            : Figures.Text($"{read} at the first reading; at the last it could not be read");
}
