namespace Faultline.Auditing;

/// <summary>What the state shows of one transaction: its flags, and the accounts that it alone touches.</summary>
/// <param name="Seen">Isolated accounts that moved by a whole number of its amounts.</param>
/// <param name="Least">Fewest effects among them.</param>
/// <param name="Most">Most effects among them.</param>
/// <param name="Drifted">An isolated account moved by no whole number of its amounts.</param>
/// <param name="FlagDown">A flag that was 0 still is.</param>
/// <param name="FlagRaised">A flag of this transaction alone went from 0 to 1.</param>
/// <param name="FlagFell">A flag went from 1 to 0.</param>
internal readonly record struct Evidence(
    int Seen, Int128 Least, Int128 Most, bool Drifted, bool FlagDown, bool FlagRaised, bool FlagFell)
{
    public bool Applied => FlagRaised || (Seen > 0 && Most > 0);

    public static Evidence Of(Ledger ledger, Sweep sweep, int transaction)
    {
        int seen = 0;
        Int128 least = 0, most = 0;
        bool drifted = false, down = false, raised = false, fell = false;
        foreach (var posting in ledger.Postings(transaction))
        {
            var account = posting.Account;
            if (!sweep.Known(account))
                continue;
            if (ledger.IsFlag(account))
            {
                var set = sweep.Flag(account) != 0;
                var before = ledger.SetBefore(account);
                down |= !before && !set;
                fell |= before && !set;
                raised |= !before && set && ledger.Isolated(account);
            }
            else if (ledger.Isolated(account))
            {
                if (!TryEffects(ledger, sweep, posting, out var effects))
                {
                    drifted = true;
                    continue;
                }

                least = seen == 0 ? effects : Int128.Min(least, effects);
                most = seen == 0 ? effects : Int128.Max(most, effects);
                seen++;
            }
        }

        return new(seen, least, most, drifted, down, raised, fell);
    }

    /// <summary>True where an isolated account shows by a whole number how often the transaction touched it.</summary>
    public static bool TryEffects(Ledger ledger, Sweep sweep, Posting posting, out Int128 effects)
    {
        var (account, amount) = posting;
        effects = 0;
        if (ledger.IsFlag(account) || !ledger.Isolated(account) || !sweep.Known(account))
            return false;
        var moved = sweep.Moved(account);
        if (moved == (int)moved && amount == (int)amount)
        {
            var (quotient, remainder) = Math.DivRem((long)(int)moved, amount);
            effects = quotient;
            return remainder == 0;
        }

        (effects, var rest) = Int128.DivRem(moved, amount);
        return rest == 0;
    }

    /// <summary>Isolated accounts contradict each other or a flag: it happened to some of its accounts only.</summary>
    public bool Disagrees =>
        (Seen > 0 && Least != Most)
        || (FlagDown && (FlagRaised || (Seen > 0 && Most > 0)))
        || (FlagRaised && Seen > 0 && Least <= 0);

    /// <summary>The bounds stretched over all that was seen, for a transaction that is proven wrong.</summary>
    public Bounds Stretch(Bounds bounds)
    {
        if (Seen > 0)
            bounds = bounds.Including(Least).Including(Most);
        if (FlagDown || FlagFell)
            bounds = bounds.Including(0);
        return FlagRaised ? bounds.Including(1) : bounds;
    }

    /// <summary>The bounds narrowed by what was seen, for a transaction that is not.</summary>
    /// <param name="bounds">From the answers.</param>
    /// <param name="loose">Attempts may be missing: what moved was not this transaction for certain.</param>
    public Bounds Narrow(Bounds bounds, bool loose)
    {
        if (Seen > 0 && !loose)
            return new((int)Least, (int)Most);
        if (FlagDown)
            return default;
        return FlagRaised && bounds.Hi >= 1 ? bounds with { Lo = Math.Max(1, bounds.Lo) } : bounds;
    }
}
