using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>A fault that the simulated bank has on exactly one transaction.</summary>
public enum BankBug
{
    None,

    /// <summary>Answered ok, and nothing was posted.</summary>
    LostAck,

    /// <summary>Posted twice on one account or on all, and answered once.</summary>
    DoubleTransfer,

    /// <summary>Killed between its two postings; the answer is lost.</summary>
    HalfTransfer,

    /// <summary>One posting to an account that others use was overwritten by one of theirs.</summary>
    LostUpdate,

    /// <summary>More was given out than there was.</summary>
    NegativeBalance,

    /// <summary>Refused, and posted all the same.</summary>
    RefusedButApplied,

    /// <summary>Refused after the money was taken, and the money kept.</summary>
    NotGivenBack,
}

/// <summary>
/// A bank that posts transfers, deposits and fees exactly, each kind with a rule of its own for repeated attempts, and
/// loses answers, most of them while one of its services is killed. Deposits may be posted after the answer. Reads while
/// the load runs tell the balance of one moment. With a bug, the first transaction is tried once and goes wrong.
/// </summary>
internal sealed class SimulatedBank
{
    private const int Length = 10_000;
    private readonly Random _random;
    private readonly BankBug _bug;
    private readonly BankPopulation _population;
    private readonly BankLedger _ledger;
    private readonly List<FaultWindow> _windows = [];
    private readonly PriorityQueue<Action, int> _agenda = new();
    private long _operations;

    private SimulatedBank(int seed, BankBug bug, bool isolated)
    {
        _random = new(seed);
        _bug = bug;
        for (var kills = _random.Next(3); kills > 0; kills--)
        {
            var from = _random.Next(Length);
            _windows.Add(new($"kill ledger-{kills}", Milliseconds(from), Milliseconds(from + _random.Next(1, 2_000))));
        }

        _population = new(_random, bug, isolated);
        _ledger = new(_population.Accounts);
    }

    /// <summary>The books of a run, and the windows of its kills.</summary>
    /// <param name="seed">Of all that is drawn.</param>
    /// <param name="bug">What the first transaction suffers.</param>
    /// <param name="isolated">
    /// Nothing but the first transaction touches its accounts, or nothing whose outcome is unknown touches the one that
    /// is shared, so that the bug can be seen for certain.
    /// </param>
    public static (Books Books, IReadOnlyList<FaultWindow> Windows) Run(int seed, BankBug bug = BankBug.None, bool isolated = true)
    {
        var bank = new SimulatedBank(seed, bug, isolated);
        bank.Load();
        return (bank.Close(), bank._windows);
    }

    private static TimeSpan Milliseconds(int time) => TimeSpan.FromMilliseconds(time);

    private void Load()
    {
        for (var t = 0; t < _population.Transactions.Count; t++)
        {
            var transaction = _population.Transactions[t];
            for (var tries = transaction.Wrong ? 1 : _random.Next(1, 4); tries > 0; tries--)
                Plan(transaction);
        }

        // What a read of a wrong transaction's accounts proves is no part of what is counted.
        for (var reads = _bug == BankBug.None ? _random.Next(20) : 0; reads > 0; reads--)
        {
            var (sent, took) = (_random.Next(2 * Length), _random.Next(40));
            var account = _random.Next(_population.Accounts.Count);
            _agenda.Enqueue(() => _ledger.Read(account, Milliseconds(sent), Milliseconds(sent + took), _operations++), sent + _random.Next(took + 1));
        }

        while (_agenda.TryDequeue(out var step, out _))
            step();
    }

    /// <summary>Plans one attempt: when it is sent, what of it gets lost, and when the bank comes to it.</summary>
    private void Plan(BankTransaction transaction)
    {
        var (sent, took) = (_random.Next(Length), _random.Next(1, 40));
        var attempt = new Attempt(_operations++, Outcome.Failed, Milliseconds(sent), Milliseconds(sent + took));
        var place = transaction.Attempts.Count;
        transaction.Attempts.Add(attempt);
        if (transaction.Wrong)
        {
            _agenda.Enqueue(() => transaction.Attempts[place] = attempt with { Outcome = GoWrong(transaction) }, sent + _random.Next(took + 1));
            return;
        }

        var killed = _windows.Any(w => attempt.Sent <= w.To && attempt.Completed >= w.From);
        // Nobody listens there: not a byte is sent.
        if (killed && _random.Next(3) == 0) return;
        var lost = !transaction.Certain && (killed || _random.Next(10) == 0);
        if (lost) transaction.Attempts[place] = attempt with { Outcome = Outcome.Unknown };
        if (lost && _random.Next(2) == 0) return;
        _agenda.Enqueue(
            () =>
            {
                var outcome = Try(transaction, sent + took);
                if (!lost) transaction.Attempts[place] = attempt with { Outcome = outcome };
            },
            // What nobody waits for any more may be done later.
            sent + _random.Next(lost ? 3_000 : took + 1));
    }

    private Outcome Try(BankTransaction transaction, int completed)
    {
        if (transaction.Applied && transaction.Rule != RepeatRule.AppliesAgain)
            return transaction.Rule == RepeatRule.Refused ? Outcome.Failed : Outcome.Ok;
        if (!_ledger.Suffices(transaction.Postings)) return Outcome.Failed;
        transaction.Applied = true;
        var settle = (int)transaction.Kind.SettleAfter.TotalMilliseconds;
        if (settle == 0)
            _ledger.Post(transaction.Postings);
        else
            // A deposit is taken in at once and posted by the end of its time.
            _agenda.Enqueue(() => _ledger.Post(transaction.Postings), completed + _random.Next(settle + 1));
        return Outcome.Ok;
    }

    private Outcome GoWrong(BankTransaction transaction)
    {
        var postings = transaction.Postings;
        var last = transaction.Plain - 1;
        switch (_bug)
        {
            case BankBug.LostAck:
                return Outcome.Ok;
            case BankBug.DoubleTransfer:
                var twice = _random.Next(transaction.Plain + 1);
                _ledger.Post(postings);
                _ledger.Post(postings.Where((p, i) => !_ledger.IsFlag(p.Account) && (twice > last || i == twice)));
                return Outcome.Ok;
            case BankBug.HalfTransfer:
                _ledger.Post([postings[_random.Next(2)]]);
                return Outcome.Unknown;
            case BankBug.LostUpdate:
                _ledger.Post(postings.Where((_, i) => i != last));
                return Outcome.Ok;
            case BankBug.NegativeBalance:
                _ledger.Post(postings);
                return Outcome.Ok;
            case BankBug.RefusedButApplied:
                _ledger.Post(postings);
                return Outcome.Failed;
            case BankBug.NotGivenBack:
                _ledger.Post([postings[0]]);
                return Outcome.Failed;
            case BankBug.None:
            default:
                throw new InvalidOperationException("The bank has no bug.");
        }
    }

    private Books Close()
    {
        // Some balances cannot be read after the load.
        bool Unread() => _bug == BankBug.None && _random.Next(40) == 0;
        return new(
            [.. _population.Accounts.Select((a, i) => a with { FirstClosing = _ledger[i], Closing = Unread() ? null : _ledger[i] })],
            [.. _population.Transactions.Select(t => new Transaction(t.Name, t.Kind, t.Postings, [.. t.Attempts.OrderBy(a => a.Operation)]) { Key = t.Key })],
            [],
            _population.Kinds)
        {
            Reads = _ledger.Reads,
        };
    }
}
