using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>What the reads of a simulated account show that they should not.</summary>
public enum ReadTwist
{
    None,

    /// <summary>From half-time on they tell the balance of half-time.</summary>
    Stale,

    /// <summary>One tells a balance that no attempts could make.</summary>
    Nowhere,

    /// <summary>One tells a balance below zero.</summary>
    BelowZero,
}

/// <summary>
/// Accounts on which every effect takes place at one moment between the begin and the end of its attempt, or at any
/// later time where the answer was lost; refused attempts, and repeated ones without effect, may take and give back.
/// Reads tell the balance of one moment between their begin and their end. What is recorded are whole milliseconds.
/// </summary>
internal sealed class SimulatedReads
{
    private const int Length = 1_000_000;
    private const int Longest = 40_000;
    private readonly Random _random;
    private readonly ReadTwist _twist;
    private readonly TransactionKind[] _kinds;
    private readonly List<Account> _accounts = [];
    private readonly List<Transaction> _transactions = [];
    private readonly List<(int Account, int At, long Change)> _changes = [];
    private readonly List<AccountRead> _reads = [];
    private long _operations;
    private int _outdated;

    private SimulatedReads(int seed, ReadTwist twist)
    {
        _random = new Random(seed);
        _twist = twist;
        // Half of the runs have a kind whose effects come after the answer.
        var settle = TimeSpan.FromMilliseconds(_random.Next(2) * _random.Next(1, 100));
        _kinds =
        [
            new("order", (RepeatRule)_random.Next(3)), new("late order", (RepeatRule)_random.Next(3), SettleAfter: settle),
        ];
    }

    /// <summary>The books of a run, and how many of its reads told what the account did not hold from shortly before them on.</summary>
    public static Books Run(int seed, ReadTwist twist, out int outdated)
    {
        var run = new SimulatedReads(seed, twist);
        run.Load();
        outdated = run._outdated;
        return new Books(run._accounts, run._transactions, [], run._kinds) { Reads = run._reads };
    }

    public static Books Run(int seed, ReadTwist twist) => Run(seed, twist, out _);

    private void Load()
    {
        for (var i = 0; i < 2; i++)
            _accounts.Add(new($"item {i}", ShopBooks.Stock, 1000, null, null, 10));
        var raises = _random.Next(3) == 0;
        var orders = _random.Next(4, 16);
        for (var o = 0; o < orders; o++)
            Try(o, raises);
        var reads = _random.Next(6, 30);
        var twisted = _random.Next(reads);
        for (var r = 0; r < reads; r++)
            Read(r == twisted, r == 0 ? Length : _random.Next(Length));
    }

    private void Try(int order, bool raises)
    {
        List<Posting> postings = [];
        for (var a = 0; a < 2; a++)
            if (a == order % 2 || _random.Next(3) == 0) postings.Add(new(a, _random.Next(1, 10) * (raises && _random.Next(2) == 0 ? 1 : -1)));
        var paidBefore = _twist == ReadTwist.None && _random.Next(15) == 0;
        _accounts.Add(new($"paid {order}", ShopBooks.Paid, paidBefore ? 1 : 0, null, null, 0));
        postings.Add(new(_accounts.Count - 1, 1));

        var kind = _kinds[_random.Next(_kinds.Length)];
        var late = (int)kind.SettleAfter.TotalMicroseconds;

        // In the order in which the system comes to them.
        var tries = Enumerable.Range(0, _random.Next(1, 4)).Select(_ =>
        {
            var sent = _random.Next(Length);
            var completed = sent + _random.Next(Longest);
            // What an attempt without an answer could explain is no proof.
            var unknown = _twist == ReadTwist.None && _random.Next(5) == 0;
            return (Sent: sent, Completed: completed, Unknown: unknown, At: unknown ? sent + _random.Next(Length) : _random.Next(sent, completed + late + 1));
        }).OrderBy(t => t.At).ToArray();
        var applied = paidBefore;
        List<Attempt> attempts = [];
        foreach (var t in tries)
        {
            var outcome = Outcome.Failed;
            if (_random.Next(4) != 0 && (!applied || kind.Repeat == RepeatRule.AppliesAgain))
            {
                Apply(postings, t.At, applied);
                (applied, outcome) = (true, Outcome.Ok);
            }
            else
            {
                if (applied && kind.Repeat == RepeatRule.AcceptedWithoutEffect) outcome = Outcome.Ok;
                if (_random.Next(2) == 0) TakeAndGiveBack(postings, t.At, t.Unknown ? t.At + _random.Next(Length) : _random.Next(t.At, t.Completed + late + 1));
            }

            attempts.Add(new(_operations++, t.Unknown ? Outcome.Unknown : outcome, Recorded(t.Sent), Recorded(t.Completed)));
        }

        _transactions.Add(new($"order {order}", kind, postings, attempts));
    }

    private void Apply(List<Posting> postings, int at, bool again)
    {
        foreach (var (account, amount) in postings)
            if (!again || !_accounts[account].Kind.IsFlag) _changes.Add((account, at, amount));
    }

    private void TakeAndGiveBack(List<Posting> postings, int at, int until)
    {
        foreach (var (account, amount) in postings)
        {
            if (_accounts[account].Kind.IsFlag) continue;
            _changes.Add((account, at, amount));
            _changes.Add((account, until, -amount));
        }
    }

    private void Read(bool twisted, int sent)
    {
        var completed = sent + _random.Next(Longest);
        var at = _random.Next(sent, completed + 1);
        var account = _random.Next(4) == 0 ? _random.Next(_accounts.Count) : _random.Next(2);
        if (_twist == ReadTwist.Stale && at > Length / 2) at = Length / 2;
        var value = Balance(account, at);
        int[] moments = [sent - Longest, .. _changes.Where(c => c.Account == account && c.At > sent - Longest && c.At <= completed).Select(c => c.At)];
        if (moments.All(m => Balance(account, m) != value)) _outdated++;
        if (twisted && _twist == ReadTwist.Nowhere) value = _random.Next(2) == 0 ? 1000 + 16 * 3 * 9 + 1 : 1000 - (16 * 3 * 9) - 1;
        if (twisted && _twist == ReadTwist.BelowZero) value = -1;
        _reads.Add(new(account, value, Recorded(sent), Recorded(completed), _operations++));
    }

    private long Balance(int account, int at) =>
        _accounts[account].Opening + _changes.Where(c => c.Account == account && c.At <= at).Sum(c => c.Change);

    private static TimeSpan Recorded(int microseconds) => TimeSpan.FromMilliseconds(microseconds / 1000);
}
