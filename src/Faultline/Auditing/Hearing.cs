namespace Faultline.Auditing;

/// <summary>What is known, while one reading is judged, of transactions and accounts.</summary>
internal sealed class Hearing(Ledger ledger, Sweep sweep, Findings findings, Work work)
{
    private readonly Dictionary<int, Deviation> _deviations = [];

    public Ledger Ledger { get; } = ledger;

    public Sweep Sweep { get; } = sweep;

    public Findings Findings { get; } = findings;

    public Work Work { get; } = work;

    /// <summary>
    /// How often each transaction may have applied: the bounds of the answers, narrowed by its own evidence; for a wrong
    /// transaction stretched over what it was seen to do, and on each of its accounts for itself.
    /// </summary>
    public Bounds[] Allowed { get; } = ledger.Bounds.AsSpan().ToArray();

    /// <summary>Transactions that are proven wrong themselves.</summary>
    public bool[] Wrong { get; } = new bool[ledger.Count];

    /// <summary>Accounts whose own balance is off, with what they should have moved by.</summary>
    public IReadOnlyDictionary<int, Deviation> Deviations => _deviations;

    public void Add(Deviation deviation) => _deviations.TryAdd(deviation.Account, deviation);

    public void Remove(int account) => _deviations.Remove(account);

    /// <summary>Notes what would explain a balance that is off.</summary>
    public void Explain(int account, Int128 shift) => _deviations[account] = _deviations[account] with { Shift = shift };

    /// <summary>True where it is known by how much the transactions together should have moved the account.</summary>
    public bool TryMoved(int account, out Int128 moved)
    {
        moved = Sweep.Moved(account);
        if (!Sweep.Known(account) || !_deviations.TryGetValue(account, out var deviation))
            return Sweep.Known(account);
        moved -= deviation.Shift ?? 0;
        return deviation.Shift is not null;
    }

    /// <summary>What it posts is not known, so that balances it may have moved prove nothing.</summary>
    public bool Vague(int transaction)
    {
        var allowed = Allowed[transaction];
        return Ledger.GivenTwice(transaction)
            || (Ledger.Damaged(transaction) && !allowed.Nothing)
            || (Wrong[transaction] && (allowed.Lo <= -Bounds.Extreme || allowed.Hi >= Bounds.Extreme));
    }

    /// <summary>Lowest and highest movement that the transactions allow; false where one of them is vague.</summary>
    public bool TrySpan(int account, out Int128 least, out Int128 most)
    {
        (least, most) = (0, 0);
        foreach (var entry in Ledger.Touching(account))
        {
            if (Vague(entry.Transaction))
                return false;
            var (fewest, mostly) = Allowed[entry.Transaction].Times(entry.Amount);
            least += fewest;
            most += mostly;
        }

        return true;
    }
}

/// <summary>A balance that its transactions cannot have left.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Least">Lowest movement that they allow.</param>
/// <param name="Most">Highest movement that they allow.</param>
/// <param name="Moved">By how much it moved.</param>
internal readonly record struct Deviation(int Account, Int128 Least, Int128 Most, Int128 Moved)
{
    /// <summary>It is told already, by another name.</summary>
    public bool Told { get; init; }

    /// <summary>Part of the movement that would explain it; null where none is known, and it then counts as not read.</summary>
    public Int128? Shift { get; init; }

    public bool Between(Int128 movement) => movement >= Least && movement <= Most;
}
