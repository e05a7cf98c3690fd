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
        Sums(static _ => true, ct);
        var before = hearing.Allowed.AsSpan().ToArray();
        var propagation = new Propagation(hearing, hearing.Allowed);
        for (var t = 0; t < _ledger.Count; t++)
        {
            if (before[t].Open && !hearing.Wrong[t])
                propagation.Add(t);
        }

        if (!propagation.Run(stopAtFirst: false, ct))
            return;
        var off = hearing.Deviations.Keys.Select(PartOf).ToHashSet();
        int[] contradictions = [.. propagation.Contradictions.Order()];
        propagation.Forget();
        var probing = new Probing(hearing, propagation, ct);
        if (contradictions.Length == 0)
            probing.Run();
        foreach (var account in contradictions.Concat(probing.Contradictions))
        {
            var part = PartOf(account);
            if (_broken.Add(part) && !off.Contains(part))
                new Contradiction(hearing, before, ct).Tell(account, PartOf);
        }

        Sums(a => !off.Contains(PartOf(a)), ct);
    }

    // A flag that several transactions share belongs to the part of the first of them.
    private int PartOf(int account) =>
        !_ledger.IsFlag(account) ? Parts.Of(account)
        : Parts.Of(_ledger, _ledger.Touching(account)[0].Transaction) is >= 0 and var part ? part
        : account;

    private void Sums(Predicate<int> asked, CancellationToken ct)
    {
        var check = ConservationCheck.Of(hearing, ct);
        Beyond |= check.Beyond;
        var told = check.Imbalances.Where(i => asked(i.Part) && _broken.Add(Parts.Of(i.Part))).ToList();
        if (told.Count > 0)
            check.Tell(told);
    }
}
