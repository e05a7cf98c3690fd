namespace Faultline.Auditing;

/// <summary>What the reads made before the books stood still prove.</summary>
/// <param name="Anomalies">Balances that never were.</param>
/// <param name="Weak">Balances that were not so at that time, the one longest out of date first.</param>
/// <param name="Judged">Reads that were judged.</param>
internal sealed record ReadJudgement(IReadOnlyList<Anomaly> Anomalies, IReadOnlyList<WeakRead> Weak, long Judged);

/// <summary>
/// Judges reads by the bounds of their time. A balance that no subset of all attempts begun by then could make, also of
/// those that were refused, never was; nor was one below zero where there was none before. One that was not
/// possible at that time, or not after what an earlier read saw, is a weak read. Accounts of transactions whose
/// content is not what was put in prove nothing.
/// </summary>
internal sealed class ReadJudge
{
    private const int Cap = 100;

    private readonly Books _books;
    private readonly WindowLookup _windows;
    private readonly List<Anomaly> _anomalies = [];
    private readonly List<WeakRead> _weak = [];

    // Where attempts are not in the books, they may have done what those of the books do to accounts of a sort.
    private readonly HashSet<(AccountKind Kind, bool Up)> _unbounded = [];
    private readonly bool _gaps;
    private long _judged;

    private ReadJudge(Books books, IReadOnlyList<FaultWindow> windows)
    {
        _books = books;
        _windows = new WindowLookup(windows);
        _gaps = books.RecordsMissing > 0 || books.ContentIncomplete;
    }

    /// <summary>Judges all reads of the books.</summary>
    /// <exception cref="OperationCanceledException">The audit was stopped.</exception>
    public static ReadJudgement Judge(Books books, IReadOnlyList<FaultWindow> windows, CancellationToken ct)
    {
        if (books.Reads.Count == 0)
            return new([], [], 0);
        var judge = new ReadJudge(books, windows);
        AccountRead[] reads = [.. books.Reads];
        Array.Sort(reads, InOrder);
        var effects = judge.Effects(reads, ct);
        for (int from = 0, to; from < reads.Length; from = to)
        {
            ct.ThrowIfCancellationRequested();
            var account = reads[from].Account;
            for (to = from; to < reads.Length && reads[to].Account == account;)
                to++;
            if (!effects.TryGetValue(account, out var known))
                judge.JudgeAccount(account, [], reads.AsSpan(from, to - from));
            else if (known is not null)
                judge.JudgeAccount(account, known, reads.AsSpan(from, to - from));
        }

        judge._weak.Sort(static (a, b) => (b.OutOfDate, a.Operation, a.Sent).CompareTo((a.OutOfDate, b.Operation, b.Sent)));
        return new(judge._anomalies, judge._weak, judge._judged);
    }

    /// <summary>What was tried on the accounts that were read; null for one whose movements nobody knows.</summary>
    private Dictionary<int, List<ReadEffect>?> Effects(AccountRead[] reads, CancellationToken ct)
    {
        var read = new bool[_books.Accounts.Count];
        foreach (var r in reads)
            read[r.Account] = true;
        var effects = new Dictionary<int, List<ReadEffect>?>();
        for (var t = 0; t < _books.Transactions.Count; t++)
        {
            if ((t & 0xFFFF) == 0)
                ct.ThrowIfCancellationRequested();
            var transaction = _books.Transactions[t];
            for (var p = 0; p < transaction.Postings.Count; p++)
            {
                var (account, amount) = transaction.Postings[p];
                var kind = _books.Accounts[account].Kind;
                if (_gaps)
                    _unbounded.Add((kind, amount > 0));
                if (!read[account])
                    continue;
                if (!effects.TryGetValue(account, out var known))
                    effects[account] = known = [];
                if (transaction.Damage is not null || transaction.GivenTwice is not null)
                    effects[account] = null;
                else if (known is not null)
                    ReadEffect.Collect(transaction, amount, kind.IsFlag, _books.Repeat, AppliedBefore(transaction), known);
            }
        }

        return effects;
    }

    private static int InOrder(AccountRead a, AccountRead b) =>
        a.Account != b.Account ? a.Account.CompareTo(b.Account)
        : a.Sent != b.Sent ? a.Sent.CompareTo(b.Sent)
        : a.Completed != b.Completed ? a.Completed.CompareTo(b.Completed)
        : a.Operation.CompareTo(b.Operation);

    private bool AppliedBefore(Transaction transaction) =>
        transaction.Postings.Any(p => _books.Accounts[p.Account] is { Kind.IsFlag: true, Opening: not 0 });

    private void JudgeAccount(int number, List<ReadEffect> effects, ReadOnlySpan<AccountRead> reads)
    {
        var account = _books.Accounts[number];
        EffectTimeline begun = EffectTimeline.Begun(effects), ended = EffectTimeline.Ended(effects);
        ReadCeiling ceiling = new(account, begun, ended, 1), floor = new(account, begun, ended, -1);
        bool up = !_unbounded.Contains((account.Kind, true)), down = !_unbounded.Contains((account.Kind, false));
        List<AccountRead> below = [], nowhere = [];
        var sound = new PriorityQueue<AccountRead, TimeSpan>();
        foreach (var read in reads)
        {
            _judged++;
            while (sound.TryPeek(out var earlier, out var completed) && completed < read.Sent)
            {
                sound.Dequeue();
                ceiling.Saw(earlier);
                floor.Saw(earlier);
            }

            if (read.Value < 0 && account.Opening >= 0)
                below.Add(read);
            else if (!_gaps && (read.Value > ceiling.Ever(read.Completed) || -(Int128)read.Value > floor.Ever(read.Completed)))
                nowhere.Add(read);
            else if (!((up && Weak(account, read, ceiling, floor, 1)) || (down && Weak(account, read, floor, ceiling, -1))))
                sound.Enqueue(read, read.Completed);
        }

        Tell(account.Kind.Overdrawn, account, below, _ => "not below 0");
        Tell(AnomalyKinds.ValueFromNowhere, account, nowhere, read => Figures.Text(
            $"{-floor.Ever(read.Completed)} to {ceiling.Ever(read.Completed)}, whichever of the attempts begun by then took place"));
    }

    private bool Weak(Account account, in AccountRead read, ReadCeiling bound, ReadCeiling other, int sign)
    {
        var value = (Int128)read.Value * sign;
        var during = bound.During(read);
        // A record that is missing may be of an attempt that took back what a read saw.
        var after = _gaps ? null : bound.AfterOthers(read);
        var outdated = value > during;
        if (!outdated && !(value > after))
            return false;
        Int128 most = during < after || after is null ? during : after.Value, least = -other.During(read);
        _weak.Add(new(
            account.Name, read.Value, Figure(sign > 0 ? least : -most), Figure(sign > 0 ? most : -least),
            read.Sent, read.Completed, read.Operation, bound.OutOfDate(read, afterOthers: !outdated)));
        return true;
    }

    private void Tell(string kind, Account account, List<AccountRead> reads, Func<AccountRead, string> expected)
    {
        if (reads.Count == 0)
            return;
        foreach (var read in reads)
            _windows.Add(new Attempt(read.Operation, default, read.Sent, read.Completed));
        var (first, others) = (reads[0], reads.Count == 1 ? "" : Figures.Text($", and so or alike by {Figures.Count(reads.Count - 1, "other read", "other reads")}"));
        long[] operations = [.. reads.Select(r => r.Operation).Where(id => id >= 0)];
        _anomalies.Add(new(
            kind, account.Name, expected(first), Figures.Text($"{first.Value}, read at {first.Completed.TotalSeconds:0.000} s{others}"),
            [.. operations.Take(Cap)], operations.Length, Implicated: false, Transient: false, _windows.Take()));
    }

    private static long Figure(Int128 value) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue);
}
