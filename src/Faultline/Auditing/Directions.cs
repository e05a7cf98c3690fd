namespace Faultline.Auditing;

/// <summary>In which direction the trade posts to a sort of account: an attempt that nobody recorded can move it no other way.</summary>
internal sealed class Directions
{
    private readonly Dictionary<AccountKind, (bool Up, bool Down)> _seen = [];

    public Directions(Ledger ledger)
    {
        // Nobody asks where every attempt is known.
        if (!ledger.Loose)
            return;
        for (var t = 0; t < ledger.Count; t++)
        {
            foreach (var (account, amount) in ledger.Postings(t))
            {
                var kind = ledger.Account(account).Kind;
                var (up, down) = _seen.GetValueOrDefault(kind);
                _seen[kind] = (up || amount > 0, down || amount < 0);
            }
        }
    }

    /// <summary>1 or −1 where all postings have that sign, 0 where both or none are known.</summary>
    public int Of(AccountKind kind) => _seen.GetValueOrDefault(kind) switch
    {
        (true, false) => 1,
        (false, true) => -1,
        _ => 0,
    };
}
