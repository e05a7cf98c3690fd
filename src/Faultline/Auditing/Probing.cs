namespace Faultline.Auditing;

/// <summary>
/// Tries the ends of what few transactions that hang together leave open: an end that contradicts the rest is cut off
/// (singleton consistency, Debruyne and Bessière, 1997). Finds what no single equation and no sum excludes.
/// </summary>
internal sealed class Probing(Hearing hearing, Propagation propagation, CancellationToken ct)
{
    private const int MaxOpen = 16;

    private readonly Propagation _trial = new(hearing, hearing.Allowed) { Trail = new() };

    /// <summary>Accounts that are left no solution.</summary>
    public List<int> Contradictions { get; } = [];

    public void Run()
    {
        foreach (var open in Parts())
        {
            if (open.Count is > 1 and <= MaxOpen)
                Narrow(open);
        }
    }

    private List<int>[] Parts()
    {
        var ledger = hearing.Ledger;
        var parts = new Parts(ledger, Open);
        var members = new Dictionary<int, List<int>>();
        for (var t = 0; t < ledger.Count; t++)
        {
            if (!Open(t) || parts.Of(ledger, t) is not (>= 0 and var part))
                continue;
            if (!members.TryGetValue(part, out var open))
                members.Add(part, open = []);
            open.Add(t);
        }

        return [.. members.Values];
    }

    private bool Open(int transaction) =>
        hearing.Allowed[transaction].Open && !hearing.Wrong[transaction] && !hearing.Vague(transaction);

    private void Narrow(List<int> open)
    {
        var cost = open.Sum(t => hearing.Ledger.Postings(t).ToArray().Sum(p => (long)hearing.Ledger.Touching(p.Account).Length));
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var transaction in open)
            {
                if (!Open(transaction))
                    continue;
                if (!hearing.Work.Affords(4 * cost))
                    return;
                var bounds = hearing.Allowed[transaction];
                var narrowed = bounds;
                if (Excluded(transaction, bounds with { Hi = bounds.Lo }))
                    narrowed = narrowed with { Lo = bounds.Lo + 1 };
                if (narrowed.Open && Excluded(transaction, bounds with { Lo = bounds.Hi }))
                    narrowed = narrowed with { Hi = bounds.Hi - 1 };
                if (narrowed == bounds)
                    continue;
                changed = true;
                propagation.Set(transaction, narrowed);
                if (propagation.Run(stopAtFirst: true, ct) && propagation.Contradictions.Count == 0)
                    continue;
                Contradictions.AddRange(propagation.Contradictions);
                propagation.Forget();
                return;
            }
        }
    }

    private bool Excluded(int transaction, Bounds tried)
    {
        _trial.Set(transaction, tried);
        var excluded = _trial.Run(stopAtFirst: true, ct) && _trial.Contradictions.Count > 0;
        _trial.Undo();
        return excluded;
    }
}
