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
    int Seen, long Least, long Most, bool Drifted, bool FlagDown, bool FlagRaised, bool FlagFell)
{
    public bool Applied => FlagRaised || (Seen > 0 && Most > 0);

    public static Evidence Of(Ledger ledger, Sweep sweep, int transaction)
    {
        int seen = 0;
        long least = 0, most = 0;
        bool drifted = false, down = false, raised = false, fell = false;
        var postings = ledger.Transactions[transaction].Postings;
        for (var i = 0; i < postings.Count; i++)
        {
            var (account, amount) = postings[i];
            if (amount == 0 || !sweep.Known(account))
                continue;
            if (ledger.Accounts[account].Kind.IsFlag)
            {
                var set = sweep.Closing(account) != 0;
                var before = ledger.Accounts[account].Opening != 0;
                down |= !before && !set;
                fell |= before && !set;
                raised |= !before && set && ledger.Isolated(account);
            }
            else if (ledger.Isolated(account))
            {
                var (effects, rest) = Math.DivRem(sweep.Moved(account), amount);
                if (rest != 0)
                {
                    drifted = true;
                    continue;
                }

                least = seen == 0 ? effects : Math.Min(least, effects);
                most = seen == 0 ? effects : Math.Max(most, effects);
                seen++;
            }
        }

        return new(seen, least, most, drifted, down, raised, fell);
    }

    /// <summary>True where an isolated account shows by a whole number how often the transaction touched it.</summary>
    public static bool TryEffects(Ledger ledger, Sweep sweep, Posting posting, out long effects)
    {
        var (account, amount) = posting;
        effects = 0;
        if (amount == 0 || ledger.Accounts[account].Kind.IsFlag || !ledger.Isolated(account) || !sweep.Known(account))
            return false;
        (effects, var rest) = Math.DivRem(sweep.Moved(account), amount);
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
    public Bounds Narrow(Bounds bounds)
    {
        if (Seen > 0)
            return new(Least, Most);
        if (FlagDown)
            return default;
        return FlagRaised ? new(Math.Max(1, bounds.Lo), bounds.Hi) : bounds;
    }
}
