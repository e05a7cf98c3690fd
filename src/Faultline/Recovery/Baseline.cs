namespace Faultline.Recovery;

/// <summary>The load and its answers on one path before a fault: what is compared with.</summary>
/// <param name="Served">Operations on the path that were served: how well the other figures are known.</param>
/// <param name="ServedPerIteration">Operations on the path that were served, per iteration of a user.</param>
/// <param name="HurtShare">Share of the operations on the path that were not served.</param>
/// <param name="Wait">Seconds that a user waited for answers in an iteration.</param>
/// <param name="Pause">Seconds that a user pauses between iterations.</param>
/// <param name="P99">99th percentile of the latency of operations that ended ok.</param>
/// <param name="Users">Mean number of users.</param>
internal sealed record Baseline(
    double Served, double ServedPerIteration, double HurtShare, double Wait, double Pause, TimeSpan P99, double Users)
{
    /// <summary>Slots taken, the last that were clean: ten seconds.</summary>
    public const int Longest = 10 * Slot.PerSecond;

    /// <summary>Fewer seconds, or fewer operations served, are no baseline.</summary>
    public const int ShortestSeconds = 3;

    private const int FewestServed = 10;

    /// <summary>The baseline of these slots; null where too little was served in them.</summary>
    public static Baseline? Of(IReadOnlyList<int> slots, UserSum[] activity, IReadOnlyList<PathSlot> path)
    {
        if (slots.Count < ShortestSeconds * Slot.PerSecond) return null;

        var users = slots.Aggregate(default(UserSum), (sum, slot) => sum + activity[slot]);
        var answers = PathSlot.Sum(slots.Select(slot => path[slot]));
        if (answers.Served < FewestServed || users.Iterations == 0) return null;

        // Who has just come begins without a pause: for pauses that vary little, half a pause each is what that saves
        // (the asymptote of the renewal function; Cox, "Renewal Theory", 1962).
        var pauses = users.Iterations - users.Arrivals / 2.0;
        return new(
            answers.Served,
            answers.Served / users.Iterations,
            answers.Hurt / answers.Ended,
            users.Waiting / users.Iterations,
            users.Pausing / pauses,
            answers.Latencies.Quantile(0.99),
            users.Present / (slots.Count * Slot.Seconds));
    }
}
