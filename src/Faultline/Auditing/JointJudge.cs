namespace Faultline.Auditing;

/// <summary>
/// Judges accounts together, part by part: what single balances leave open, their sums and what each leaves of the
/// others may still exclude. A part in which a balance is off for itself is told there and not again.
/// </summary>
internal sealed class JointJudge(Hearing hearing)
{
    private readonly Ledger _ledger = hearing.Ledger;
    private readonly HashSet<int> _broken = [];
    private Parts? _parts;

    /// <summary>Some sums were beyond what can be computed exactly.</summary>
    public bool Beyond { get; private set; }

    private Parts Parts => _parts ??= new(_ledger, static _ => true);

    /// <summary>Nothing else in the part of an account is left without an explanation.</summary>
    public bool Fits(int account) => !hearing.Work.Exhausted && !_broken.Contains(Parts.Of(account));

    public void Judge(CancellationToken ct)
    {
        Sums(static _ => true, static _ => static accounts => accounts, ct);
        var before = hearing.Allowed.AsSpan().ToArray();
        var propagation = new Propagation(hearing, hearing.Allowed);
        for (var t = 0; t < _ledger.Count; t++)
        {
            if (before[t].Open && !hearing.Wrong[t])
                propagation.Add(t);
        }

        // Where the work does not last to the end, what was found by then is proven all the same.
        var finished = propagation.Run(stopAtFirst: false, ct);
        var off = hearing.Deviations.Keys.Select(PartOf).ToHashSet();
        List<int> contradictions = [.. propagation.Contradictions.Order()];
        propagation.Forget();
        if (finished && contradictions.Count == 0)
        {
            var probing = new Probing(hearing, propagation, ct);
            probing.Run();
            contradictions = probing.Contradictions;
        }

        Tell(contradictions, off, before, ct);
        SumsOfNarrowed(off, before, propagation, ct);
    }

    private void Tell(List<int> contradictions, HashSet<int> off, Bounds[] before, CancellationToken ct)
    {
        var first = new List<(int Account, int Part)>();
        foreach (var account in contradictions)
        {
            var part = PartOf(account);
            if (_broken.Add(part) && !off.Contains(part))
                first.Add((account, part));
        }

        if (first.Count == 0)
            return;
        var parts = Part.Of(hearing, [.. first.Select(f => f.Part)], PartOf, ct);
        var contradiction = new Contradiction(hearing, before, ct);
        foreach (var (account, part) in first)
            contradiction.Tell(account, parts[part]);
    }

    // What is settled by now is so by balances elsewhere in the part, on which the sum rests too.
    private void SumsOfNarrowed(HashSet<int> off, Bounds[] before, Propagation propagation, CancellationToken ct)
    {
        var check = Sums(Asked, Rests, ct);
        var impossible = new OutsideValue(hearing, propagation, PartOf).Narrow(check, a => Asked(a) && !_broken.Contains(Parts.Of(a)), ct);
        Tell(check, [.. impossible.Where(i => _broken.Add(Parts.Of(i.Part)))], Rests);

        bool Asked(int account) => !off.Contains(PartOf(account));

        Func<List<int>, List<int>> Rests(List<Imbalance> imbalances)
        {
            var parts = Part.Of(hearing, [.. imbalances.Select(i => PartOf(i.Part)).Distinct()], PartOf, ct);
            return accounts => [.. accounts.Union(parts[PartOf(accounts[0])].Joined(_ledger, before))];
        }
    }

    // A flag that several transactions share belongs to the part of the first of them.
    private int PartOf(int account) =>
        !_ledger.IsFlag(account) ? Parts.Of(account)
        : Parts.Of(_ledger, _ledger.Touching(account)[0].Transaction) is >= 0 and var part ? part
        : account;

    private static void Tell(ConservationCheck check, List<Imbalance> told, Func<List<Imbalance>, Func<List<int>, List<int>>> rests)
    {
        if (told.Count > 0)
            check.Tell(told, rests(told));
    }

    private ConservationCheck Sums(Predicate<int> asked, Func<List<Imbalance>, Func<List<int>, List<int>>> rests, CancellationToken ct)
    {
        var check = ConservationCheck.Of(hearing, ct);
        Beyond |= check.Beyond;
        var told = check.Imbalances.Where(i => asked(i.Part) && _broken.Add(Parts.Of(i.Part))).ToList();
        Tell(check, told, rests);
        return check;
    }
}
