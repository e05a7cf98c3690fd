namespace Faultline.Auditing;

/// <summary>
/// Subset sums: whether a balance inside its interval is out of reach, because whole transactions within their bounds
/// cannot add up to it. Divisibility is tried always; sums are enumerated only while they are few.
/// </summary>
internal sealed class Reachability
{
    private const int MaxOpenEntries = 20;
    private const int MaxSums = 1 << 14;

    private readonly List<(long Amount, long Times)> _open = [];
    private HashSet<long> _sums = [];
    private HashSet<long> _next = [];

    /// <summary>Entries and sums that a question visits at most, where so many entries touch the account and each is open once.</summary>
    public static long Most(int entries) => entries + ((long)MaxSums * (MaxOpenEntries + 1));

    /// <summary>Entries and sums visited so far.</summary>
    public long Visited { get; private set; }

    /// <summary>True if no choice of effects gives the target; false also where there are too many to try.</summary>
    /// <param name="target">Balance, counted from the lowest that is allowed.</param>
    /// <param name="range">The highest that is allowed, counted alike.</param>
    /// <param name="entries">What touches the account.</param>
    /// <param name="allowed">Bounds per transaction.</param>
    public bool Excludes(Int128 target, Int128 range, ReadOnlySpan<Entry> entries, Bounds[] allowed)
    {
        if (target == 0 || target == range)
            return false;
        _open.Clear();
        Visited += entries.Length;
        UInt128 divisor = 0;
        foreach (var entry in entries)
        {
            // Counted from the lowest balance, every amount only adds, whatever its sign.
            var bounds = allowed[entry.Transaction];
            if (!bounds.Open)
                continue;
            var amount = (UInt128)Int128.Abs(entry.Amount);
            divisor = Gcd(divisor, amount);
            if (_open.Count <= MaxOpenEntries && amount <= (UInt128)long.MaxValue)
                _open.Add(((long)amount, (long)bounds.Hi - bounds.Lo));
        }

        if ((UInt128)target % divisor != 0)
            return true;
        return range <= long.MaxValue && _open.Count <= MaxOpenEntries && !Sums((long)Int128.Min(target, range - target));
    }

    public static UInt128 Gcd(UInt128 a, UInt128 b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    // By symmetry the target is reached if and only if what it leaves of the range is.
    private bool Sums(long target)
    {
        _sums.Clear();
        _sums.Add(0);
        foreach (var (amount, times) in _open)
        {
            _next.Clear();
            foreach (var sum in _sums)
            {
                var reached = sum;
                for (long k = 0; ; k++)
                {
                    Visited++;
                    _next.Add(reached);
                    if (_next.Count > MaxSums)
                        return true;
                    if (k == times || amount > target - reached)
                        break;
                    reached += amount;
                }
            }

            (_sums, _next) = (_next, _sums);
            if (_sums.Contains(target))
                return true;
        }

        return false;
    }
}
