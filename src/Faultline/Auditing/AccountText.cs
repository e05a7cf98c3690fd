namespace Faultline.Auditing;

/// <summary>Balances in words, and how many transactions stand behind them.</summary>
internal static class AccountText
{
    public static string Between(Int128 least, Int128 most) =>
        least == most ? Figures.Text($"{least}") : Figures.Text($"{least} to {most}");

    /// <summary>What the balance should be, and how often its transactions must have applied for that.</summary>
    public static string Expected(Hearing hearing, in Deviation deviation)
    {
        var opening = hearing.Ledger.Account(deviation.Account).Opening;
        var touching = hearing.Ledger.Touching(deviation.Account);
        Int128 least = 0, most = 0;
        foreach (var entry in touching)
        {
            var bounds = hearing.Allowed[entry.Transaction];
            least += bounds.Lo;
            most += bounds.Hi;
        }

        var text = Between(opening + deviation.Least, opening + deviation.Most);
        if (deviation.Between(deviation.Moved))
            text += ", as a sum of whole transactions";
        return Figures.Text($"{text}, since its {Figures.Count(touching.Length, "transaction", "transactions")} applied {(least == most ? Times(least) : Figures.Text($"{least} to {most} times"))} in all");
    }

    /// <summary>What the balance is, and how many applications would make it so where all move it by the same amount.</summary>
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
        return rest == 0 && times >= 0 ? Figures.Text($"{text}, as if they had applied {Times(times)}") : text + ", which is no whole number of them";
    }

    private static string Times(Int128 count) => count == 1 ? "once" : Figures.Text($"{count} times");
}
