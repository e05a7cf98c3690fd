using System.Runtime.InteropServices;

namespace Faultline.Auditing;

/// <summary>What the reads made before the books stood still prove.</summary>
/// <param name="Anomalies">Balances that never were.</param>
/// <param name="Weak">Balances that were not so at that time, the one longest out of date first.</param>
/// <param name="Judged">Reads that were judged.</param>
internal sealed record ReadJudgement(IReadOnlyList<Anomaly> Anomalies, IReadOnlyList<WeakRead> Weak, long Judged);

/// <summary>
/// Judges reads by the bounds of their time. A balance that no subset of all attempts begun by then could make, also of
/// those that were refused, never was; nor was one below its floor where there was none before. One that was not
/// possible at that time, or not after what an earlier read saw, is a weak read. Accounts of transactions whose
/// content is not what was put in prove nothing.
/// </summary>
internal sealed class ReadJudge
{
    private const int Cap = 100;

    private readonly Ledger _ledger;
    private readonly WindowLookup _windows;
    private readonly List<Anomaly> _anomalies = [];
    private readonly List<WeakRead> _weak = [];

    // Filled anew for each account.
    private readonly List<ReadEffect> _effects = [];
    private readonly EffectTimeline _begun = new();
    private readonly EffectTimeline _ended = new();
    private readonly ReadCeiling _ceiling;
    private readonly ReadCeiling _floor;
    private readonly PriorityQueue<AccountRead, TimeSpan> _sound = new();
    private readonly List<AccountRead> _below = [];
    private readonly List<AccountRead> _nowhere = [];

    // Where attempts are not in the books, they may have done what those of the books do to accounts of a sort.
    private readonly bool _gaps;
    private long _judged;

    private ReadJudge(Ledger ledger, IReadOnlyList<FaultWindow> windows)
    {
        _ledger = ledger;
        _windows = new WindowLookup(windows);
        _gaps = ledger.LooseBefore;
        (_ceiling, _floor) = (new(_begun, _ended, 1), new(_begun, _ended, -1));
    }

    /// <summary>Judges all reads of the books.</summary>
    /// <exception cref="OperationCanceledException">The audit was stopped.</exception>
    public static ReadJudgement Judge(Ledger ledger, IReadOnlyList<FaultWindow> windows, CancellationToken ct)
    {
        if (ledger.Books.Reads.Count == 0)
            return new([], [], 0);
        var judge = new ReadJudge(ledger, windows);
        AccountRead[] reads = [.. ledger.Books.Reads];
        Array.Sort(reads, InOrder);
        for (int from = 0, to; from < reads.Length; from = to)
        {
            ct.ThrowIfCancellationRequested();
            var account = reads[from].Account;
            for (to = from; to < reads.Length && reads[to].Account == account;)
                to++;
            if (judge.TryEffects(account))
                judge.JudgeAccount(account, reads.AsSpan(from, to - from));
        }

        judge._weak.Sort(static (a, b) => (b.OutOfDate, a.Operation, a.Sent).CompareTo((a.OutOfDate, b.Operation, b.Sent)));
        return new(judge._anomalies, judge._weak, judge._judged);
    }

    /// <summary>Collects what was tried on an account; false where nobody knows that.</summary>
    private bool TryEffects(int account)
    {
        _effects.Clear();
        if (_ledger.LeftOut(account))
            return false;
        foreach (var (t, amount) in _ledger.Touching(account))
        {
            var transaction = _ledger.Transaction(t);
            if (transaction.Damage is not null)
                return false;
            ReadEffect.Collect(transaction, amount, _ledger.IsFlag(account), _ledger.AppliedBefore(t), _effects);
        }

        return true;
    }

    private static int InOrder(AccountRead a, AccountRead b) =>
        a.Account != b.Account ? a.Account.CompareTo(b.Account)
        : a.Sent != b.Sent ? a.Sent.CompareTo(b.Sent)
        : a.Completed != b.Completed ? a.Completed.CompareTo(b.Completed)
        : a.Operation.CompareTo(b.Operation);

    private void JudgeAccount(int number, ReadOnlySpan<AccountRead> reads)
    {
        var account = _ledger.Account(number);
        Start(account);
        bool up = !_gaps || !_ledger.Directions.Post(number, up: true), down = !_gaps || !_ledger.Directions.Post(number, up: false);
        foreach (var read in reads)
        {
            _judged++;
            while (_sound.TryPeek(out var earlier, out var completed) && completed < read.Sent)
            {
                _sound.Dequeue();
                _ceiling.Saw(earlier);
                _floor.Saw(earlier);
            }

            if (read.Value < _ledger.Floor(number) && !_ledger.BelowBefore(number))
                _below.Add(read);
            else if (!_gaps && (read.Value > _ceiling.Ever(read.Completed) || -(Int128)read.Value > _floor.Ever(read.Completed)))
                _nowhere.Add(read);
            else if (!((up && Weak(account, read, _ceiling, _floor, 1)) || (down && Weak(account, read, _floor, _ceiling, -1))))
                _sound.Enqueue(read, read.Completed);
        }

        if (_below.Count > 0)
            Tell(account.Kind.Overdrawn, account, _below, Figures.Text($"not below {_ledger.Floor(number)}"));
        if (_nowhere.Count > 0)
            Tell(AnomalyKinds.ValueFromNowhere, account, _nowhere, Possible(_nowhere[0].Completed));
    }

    private void Start(Account account)
    {
        var effects = CollectionsMarshal.AsSpan(_effects);
        _begun.Begun(effects);
        _ended.Ended(effects);
        _ceiling.Start(account);
        _floor.Start(account);
        _sound.Clear();
        _below.Clear();
        _nowhere.Clear();
    }

    private string Possible(TimeSpan completed) => Figures.Text(
        $"{-_floor.Ever(completed)} to {_ceiling.Ever(completed)}, whichever of the attempts begun by then took place");

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

    private void Tell(string kind, Account account, List<AccountRead> reads, string expected)
    {
        foreach (var read in reads)
            _windows.Add(read.Sent, read.Completed);
        var (first, others) = (reads[0], reads.Count == 1 ? "" : Figures.Text($", and so or alike by {Figures.Count(reads.Count - 1, "other read", "other reads")}"));
        long[] operations = [.. reads.Select(r => r.Operation).Where(id => id >= 0)];
        _anomalies.Add(new(
            kind, account.Name, expected, Figures.Text($"{first.Value}, read at {first.Completed.TotalSeconds:0.000} s{others}"),
            [.. operations.Take(Cap)], operations.Length, Implicated: false, Transient: false, _windows.Take()));
    }

    private static long Figure(Int128 value) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue);
}
