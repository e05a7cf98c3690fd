namespace Faultline.Auditing;

/// <summary>Accounts that hang together, and what touches them.</summary>
internal sealed class Part
{
    private Part()
    {
    }

    /// <summary>All that are touched, without flags that only one transaction touches.</summary>
    public List<int> Accounts { get; } = [];

    /// <summary>All that touch them, in order.</summary>
    public List<int> Transactions { get; private set; } = [];

    /// <summary>How often these touch those.</summary>
    public long Entries { get; private set; }

    /// <summary>Those of the parts that are asked for, in one pass over all accounts.</summary>
    public static Dictionary<int, Part> Of(Hearing hearing, IReadOnlyCollection<int> asked, Func<int, int> partOf, CancellationToken ct)
    {
        var ledger = hearing.Ledger;
        var parts = asked.ToDictionary(p => p, static _ => new Part());
        if (parts.Count == 0)
            return parts;
        hearing.Work.Spend(ledger.AccountCount);
        for (var a = 0; a < ledger.AccountCount; a++)
        {
            if ((a & 0xFFFF) == 0)
                ct.ThrowIfCancellationRequested();
            if (!ledger.Touching(a).IsEmpty && !(ledger.IsFlag(a) && ledger.Isolated(a)) && parts.TryGetValue(partOf(a), out var part))
                part.Add(a, ledger.Touching(a));
        }

        foreach (var part in parts.Values)
        {
            hearing.Work.Spend(part.Entries);
            part.Transactions = [.. part.Transactions.Distinct().Order()];
        }

        return parts;
    }

    /// <summary>The accounts whose balances together leave less than each leaves alone: those that open transactions touch.</summary>
    public IEnumerable<int> Joined(Ledger ledger, Bounds[] bounds) => Accounts.Where(a =>
    {
        foreach (var entry in ledger.Touching(a))
        {
            if (bounds[entry.Transaction].Open)
                return true;
        }

        return false;
    });

    private void Add(int account, ReadOnlySpan<Entry> touching)
    {
        Accounts.Add(account);
        Entries += touching.Length;
        foreach (var entry in touching)
            Transactions.Add(entry.Transaction);
    }
}
