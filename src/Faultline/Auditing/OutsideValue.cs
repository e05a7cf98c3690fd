namespace Faultline.Auditing;

/// <summary>
/// Value that comes in or goes out with transactions that do not conserve: over each part of the accounts it is an equation
/// of its own, which leaves these transactions only what adds up to the value that the part gained.
/// </summary>
internal sealed class OutsideValue(Hearing hearing, Propagation propagation, Func<int, int> partOf)
{
    /// <summary>Narrows transactions by the sums, and balances by these; gives those sums that no number of effects gives.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="asked">Whether the part of an account is to be judged.</param>
    /// <param name="ct">Stops it.</param>
    public List<Imbalance> Narrow(ConservationCheck sums, Predicate<int> asked, CancellationToken ct)
    {
        List<Imbalance> impossible = [];
        var judged = new Dictionary<int, Imbalance>();
        foreach (var (sum, values) in sums.Outside)
        {
            if (!asked(sum.Part) || !hearing.Work.Affords(values.Length))
                continue;
            hearing.Work.Spend(values.Length);
            judged.TryAdd(partOf(sum.Part), sum);
            if (!propagation.Narrow(values, sum.Gained))
                impossible.Add(sum);
        }

        // It is a help: where the work is short, nothing counts as undone.
        if (hearing.Work.Affords(4L * hearing.Ledger.Entries)) propagation.Run(stopAtFirst: false, ct);
        foreach (var account in propagation.Contradictions.Order())
        {
            if (judged.TryGetValue(partOf(account), out var sum))
                impossible.Add(sum);
        }

        propagation.Forget();
        return impossible;
    }
}
