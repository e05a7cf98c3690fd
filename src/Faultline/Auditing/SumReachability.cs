namespace Faultline.Auditing;

/// <summary>
/// Whether a movement can be put together from whole transactions, each applied as often as its range allows: the
/// bounded subset-sum problem, solved over a bit per reachable sum. Where that would be large the answer is yes,
/// which proves nothing.
/// </summary>
internal static class SumReachability
{
    private const long LargestSum = 1 << 20;
    private const int MostSteps = 4096;

    /// <param name="target">Distance from the lowest possible balance, at least 0.</param>
    /// <param name="touches">The transactions and their amounts.</param>
    /// <param name="ranges">How often each may have applied.</param>
    public static bool CanReach(long target, ReadOnlySpan<(int Transaction, long Amount)> touches, EffectRange[] ranges)
    {
        // From the lowest balance every optional application adds the size of its amount, whatever its sign.
        var steps = new List<long>();
        foreach (var (transaction, amount) in touches)
        {
            var times = ranges[transaction].High - ranges[transaction].Low;
            if (steps.Count + times > MostSteps) return true;
            for (var i = 0L; i < times; i++) steps.Add(Math.Abs(amount));
        }

        var divisor = steps.Aggregate(0L, Divisor);
        if (divisor == 0) return target == 0;
        if (target % divisor != 0) return false;
        target /= divisor;
        // Equal steps reach every multiple within the bounds, which have been checked.
        if (target == 0 || steps.TrueForAll(s => s == steps[0])) return true;
        if (target > LargestSum) return true;

        var reachable = new bool[target + 1];
        reachable[0] = true;
        foreach (var step in steps.Select(s => s / divisor))
            for (var sum = target; sum >= step; sum--)
                reachable[sum] |= reachable[sum - step];
        return reachable[target];
    }

    private static long Divisor(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
