namespace Faultline.Auditing;

/// <summary>
/// What accounts which hang together gained in value beyond what is settled, and how much of it may have come in with their
/// open transactions; what they lost, or what went out, is below zero.
/// </summary>
/// <param name="Part">The account that stands for them.</param>
/// <param name="Gained">What they gained.</param>
/// <param name="Least">The least that came in; 0 where all their open transactions conserve.</param>
/// <param name="Most">The most that came in.</param>
internal readonly record struct Imbalance(int Part, Int128 Gained, Int128 Least, Int128 Most)
{
    public bool Within(Int128 gained) => gained >= Least && gained <= Most;

    /// <summary>What their open transactions allow, in words.</summary>
    public string Expected(int open) => Least == 0 && Most == 0
        ? Figures.Text($"value that leaves one account arrives at another, whatever the outcomes of {Figures.Count(open, "open transaction", "open transactions")}")
        : Figures.Text(
            $"together they gain {AccountText.Between(Least, Most)}, which comes in or goes out, whatever the outcomes of {Figures.Count(open, "open transaction", "open transactions")}");

    /// <summary>What they gained instead, in words.</summary>
    public string Actual =>
        Gained < Least ? Figures.Text($"a value of {Least - Gained} is gone")
        : Gained > Most ? Figures.Text($"a value of {Gained - Most} came from nowhere")
        : Figures.Text($"they gained {Gained}, which no number of effects gives that the balances allow");
}

/// <summary>What would explain an imbalance, in words.</summary>
internal static class ImbalanceText
{
    private const int Named = 3;

    public static string Causes(Ledger ledger, List<int> transactions)
    {
        if (transactions.Count == 0)
            return "";
        var others = transactions.Count > Named ? Figures.Text($" or one of {transactions.Count - Named} others") : "";
        var names = string.Join(" or ", transactions.Take(Named).Select(t => ledger.Transaction(t).Name));
        return $", as if {names}{others} had happened to one of its accounts more or less than to the rest";
    }
}
