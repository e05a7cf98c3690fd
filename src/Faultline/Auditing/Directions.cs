namespace Faultline.Auditing;

/// <summary>
/// In which direction the trade posts to a sort of account: an attempt that nobody recorded can move it no other way. Where
/// the books hold no transaction of a kind that the run knows, one that is missing may have moved anything.
/// </summary>
internal sealed class Directions
{
    private readonly Ledger _ledger;
    private readonly bool[] _up;
    private readonly bool[] _down;

    public Directions(Ledger ledger)
    {
        _ledger = ledger;
        (_up, _down) = (new bool[ledger.Kinds.Count], new bool[ledger.Kinds.Count]);
        // Nobody asks where every attempt is known.
        if (!ledger.LooseBefore)
            return;
        var unseen = ledger.Books.Kinds.ToHashSet();
        for (var t = 0; t < ledger.Count; t++)
        {
            if (unseen.Count > 0) unseen.Remove(ledger.Transaction(t).Kind);
            foreach (var (account, amount) in ledger.Postings(t))
                (amount > 0 ? _up : _down)[ledger.KindOf(account)] = true;
        }

        if (unseen.Count == 0) return;
        Array.Fill(_up, true);
        Array.Fill(_down, true);
    }

    /// <summary>Whether any posting to accounts of that sort has that direction.</summary>
    public bool Post(int account, bool up) => (up ? _up : _down)[_ledger.KindOf(account)];

    /// <summary>1 or −1 where all postings to accounts of that sort have that sign, 0 where both or none are known.</summary>
    public int Of(int account) => OfNumber(_ledger.KindOf(account));

    /// <summary>The same for an account that is none of the ledger's.</summary>
    public int Of(AccountKind kind)
    {
        for (var number = 0; number < _ledger.Kinds.Count; number++)
        {
            if (ReferenceEquals(_ledger.Kinds[number], kind) || _ledger.Kinds[number] == kind)
                return OfNumber(number);
        }

        return 0;
    }

    private int OfNumber(int kind) => (_up[kind] ? 1 : 0) - (_down[kind] ? 1 : 0);
}
