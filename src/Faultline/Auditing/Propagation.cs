namespace Faultline.Auditing;

/// <summary>
/// Narrows how often transactions may have applied until nothing narrows any more (bounds propagation of linear
/// equations over integers, as in Apt, Principles of Constraint Programming, 2003, ch. 6): a balance leaves each
/// transaction on it only what the others can make up for, and a transaction that is narrowed narrows its other accounts.
/// An account that is left no solution contradicts the others; what follows from it is not asked.
/// </summary>
internal sealed class Propagation
{
    private const int MaxForSupport = 12;

    private readonly Hearing _hearing;
    private readonly Ledger _ledger;
    private readonly Bounds[] _bounds;
    private readonly Queue<int> _queue = new();
    private readonly bool[] _queued;
    private readonly HashSet<int> _contradictions = [];
    private readonly Reachability _reachability = new();
    private readonly Entry[] _open = new Entry[MaxForSupport];

    /// <param name="hearing">Balances, and which transactions are wrong.</param>
    /// <param name="bounds">Bounds per transaction, which are narrowed in place.</param>
    public Propagation(Hearing hearing, Bounds[] bounds)
    {
        (_hearing, _ledger, _bounds) = (hearing, hearing.Ledger, bounds);
        _queued = new bool[_ledger.AccountCount];
    }

    /// <summary>Accounts that are left no solution.</summary>
    public IReadOnlyCollection<int> Contradictions => _contradictions;

    /// <summary>What was narrowed and how it was before, for a trial that is taken back; null for one that is not.</summary>
    public Stack<(int Transaction, Bounds Before)>? Trail { get; init; }

    /// <summary>Starts anew with the accounts of a transaction.</summary>
    public void Add(int transaction)
    {
        foreach (var (account, _) in _ledger.Postings(transaction))
            Enqueue(account);
    }

    /// <summary>Narrows one transaction, and what follows from it in the next run.</summary>
    public void Set(int transaction, Bounds bounds)
    {
        Trail?.Push((transaction, _bounds[transaction]));
        _bounds[transaction] = bounds;
        Add(transaction);
    }

    /// <summary>Narrows to the end; false where the work was more than allowed.</summary>
    /// <param name="stopAtFirst">One contradiction is enough.</param>
    /// <param name="ct">Stops it.</param>
    public bool Run(bool stopAtFirst, CancellationToken ct)
    {
        while (_queue.TryDequeue(out var account))
        {
            _queued[account] = false;
            if (_contradictions.Contains(account))
                continue;
            ct.ThrowIfCancellationRequested();
            if (!_hearing.Work.Take(_ledger.Touching(account).Length))
                return false;
            var holds = _ledger.IsFlag(account) ? NarrowFlag(account) : Narrow(account);
            if (holds)
                continue;
            _contradictions.Add(account);
            if (stopAtFirst)
                break;
        }

        return true;
    }

    /// <summary>Takes back all that was narrowed, queued and found, for another trial.</summary>
    public void Undo()
    {
        while (Trail!.TryPop(out var change))
            _bounds[change.Transaction] = change.Before;
        Forget();
    }

    /// <summary>Forgets what is queued and found.</summary>
    public void Forget()
    {
        while (_queue.TryDequeue(out var account))
            _queued[account] = false;
        _contradictions.Clear();
    }

    private void Enqueue(int account)
    {
        if (_queued[account])
            return;
        _queued[account] = true;
        _queue.Enqueue(account);
    }

    // One of the transactions on a flag that was raised has applied.
    private bool NarrowFlag(int account)
    {
        if (!_hearing.Sweep.Known(account) || _hearing.Sweep.Flag(account) == 0 || _ledger.SetBefore(account))
            return true;
        var (possible, last) = (0, -1);
        foreach (var entry in _ledger.Touching(account))
        {
            if (_hearing.Wrong[entry.Transaction] || _hearing.Vague(entry.Transaction))
                return true;
            if (_bounds[entry.Transaction].Hi > 0)
                (possible, last) = (possible + 1, entry.Transaction);
        }

        if (possible == 1 && _bounds[last].Lo < 1)
            Set(last, _bounds[last] with { Lo = 1 });
        return possible > 0;
    }

    /// <summary>
    /// Narrows transactions by what they must add up to together; what follows from it is left for the next run. False where
    /// they cannot.
    /// </summary>
    public bool Narrow(ReadOnlySpan<Entry> entries, Int128 sum) => Narrow(entries, sum, account: -1);

    private bool Narrow(int account) =>
        Narrow(_ledger.Touching(account), _hearing.TryMoved(account, out var moved) ? moved : null, account);

    private bool Narrow(ReadOnlySpan<Entry> touching, Int128? known, int account)
    {
        Int128 least = 0, most = 0, settled = 0;
        UInt128 divisor = 0;
        var open = 0;
        foreach (var entry in touching)
        {
            if (_hearing.Vague(entry.Transaction))
                return true;
            var bounds = _bounds[entry.Transaction];
            var (fewest, mostly) = bounds.Times(entry.Amount);
            least += fewest;
            most += mostly;
            if (!bounds.Open)
            {
                settled += fewest;
                continue;
            }

            if (open < MaxForSupport)
                _open[open] = entry;
            open++;
            divisor = divisor == 1 ? 1 : Reachability.Gcd(divisor, (UInt128)Int128.Abs(entry.Amount));
        }

        if (known is not { } moved)
            return NarrowUnread(account, touching, least, most);
        if (moved < least || moved > most)
            return false;
        if (open == 0)
            return true;
        if ((UInt128)(moved - least) % divisor != 0)
            return false;
        foreach (var entry in touching)
        {
            if (!NarrowOne(entry, moved - least, most - moved))
                return false;
        }

        return open > MaxForSupport || Supported(_open.AsSpan(0, open), moved - settled);
    }

    // A balance that could not be read is still no less than its floor.
    private bool NarrowUnread(int account, ReadOnlySpan<Entry> touching, Int128 least, Int128 most)
    {
        if (_hearing.Sweep.Known(account) || _ledger.LeftOut(account) || _ledger.BelowBefore(account))
            return true;
        var above = (Int128)_ledger.Account(account).Opening - _ledger.Floor(account);
        if (above + least >= 0)
            return true;
        if (above + most < 0)
            return false;
        foreach (var entry in touching)
        {
            if (!NarrowOne(entry, Int128.MaxValue, above + most))
                return false;
        }

        return true;
    }

    /// <summary>Leaves an entry what the others can make up for.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="below">How far the balance lies above the lowest.</param>
    /// <param name="above">How far it lies below the highest.</param>
    private bool NarrowOne(Entry entry, Int128 below, Int128 above)
    {
        var (lo, hi) = _bounds[entry.Transaction];
        if (hi <= lo || _hearing.Wrong[entry.Transaction])
            return true;
        var size = Int128.Abs(entry.Amount);
        var width = (Int128)hi - lo;
        if (size * width <= below && size * width <= above)
            return true;

        // Steps from the end that makes the balance lowest.
        var highest = (int)Int128.Min(width, below / size);
        var lowest = (int)(width - Int128.Min(width, above / size));
        if (lowest > highest)
            return false;
        var narrowed = entry.Amount > 0 ? new Bounds(lo + lowest, lo + highest) : new Bounds(hi - highest, hi - lowest);
        if (narrowed != new Bounds(lo, hi))
            Set(entry.Transaction, narrowed);
        return true;
    }

    /// <summary>Takes from the ends of every transaction what no sum of whole others makes up for.</summary>
    private bool Supported(ReadOnlySpan<Entry> open, Int128 moved)
    {
        foreach (var (transaction, _) in open)
        {
            while (_bounds[transaction] is { Open: true } bounds && !_hearing.Wrong[transaction])
            {
                if (!_hearing.Work.Take(open.Length))
                    return true;
                if (!Possible(open, transaction, bounds with { Hi = bounds.Lo }, moved))
                    Set(transaction, bounds with { Lo = bounds.Lo + 1 });
                else if (!Possible(open, transaction, bounds with { Lo = bounds.Hi }, moved))
                    Set(transaction, bounds with { Hi = bounds.Hi - 1 });
                else
                    break;
            }
        }

        return Possible(open, open[0].Transaction, _bounds[open[0].Transaction], moved);
    }

    private bool Possible(ReadOnlySpan<Entry> open, int transaction, Bounds tried, Int128 moved)
    {
        var before = _bounds[transaction];
        _bounds[transaction] = tried;
        Int128 least = 0, most = 0;
        foreach (var entry in open)
        {
            var (fewest, mostly) = _bounds[entry.Transaction].Times(entry.Amount);
            least += fewest;
            most += mostly;
        }

        var possible = moved >= least && moved <= most && !_reachability.Excludes(moved - least, most - least, open, _bounds);
        _bounds[transaction] = before;
        return possible;
    }
}
