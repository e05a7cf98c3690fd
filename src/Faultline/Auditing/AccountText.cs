namespace Faultline.Auditing;

/// <summary>Balances in words, and how many transactions stand behind them.</summary>
internal static class AccountText
{
    public static string Between(Int128 least, Int128 most) =>
        least == most ? Figures.Text($"{least}") : Figures.Text($"{least} to {most}");

    /// <summary>What the balance should be, and from how many transactions that follows.</summary>
    public static string Expected(Hearing hearing, in Deviation deviation)
    {
        var opening = hearing.Ledger.Account(deviation.Account).Opening;
        var touching = hearing.Ledger.Touching(deviation.Account);
        var (applied, open) = (0, 0);
        foreach (var entry in touching)
        {
            var bounds = hearing.Allowed[entry.Transaction];
            applied += bounds.Lo > 0 ? 1 : 0;
            open += bounds.Lo <= 0 && bounds.Hi > 0 ? 1 : 0;
        }

        var text = Between(opening + deviation.Least, opening + deviation.Most);
        if (deviation.Between(deviation.Moved))
            text += ", as a sum of whole transactions";
        return Figures.Text($"{text}, since {applied}{(open > 0 ? Figures.Text($" to {applied + open}") : "")} of the {touching.Length} transactions on it applied");
    }

    /// <summary>What the balance is, and how many transactions would make it so where all move it by the same amount.</summary>
    public static string Actual(Hearing hearing, in Deviation deviation)
    {
        var text = Figures.Text($"{hearing.Ledger.Account(deviation.Account).Opening + deviation.Moved}");
        var touching = hearing.Ledger.Touching(deviation.Account);
        var amount = touching[0].Amount;
        foreach (var entry in touching)
        {
            if (entry.Amount != amount)
                return deviation.Between(deviation.Moved) ? text + ", which no such sum gives" : text;
        }

        var (times, rest) = Int128.DivRem(deviation.Moved, amount);
        return rest == 0 && times >= 0 ? Figures.Text($"{text}, as if {times} had") : text + ", which is no whole number of them";
    }
}
