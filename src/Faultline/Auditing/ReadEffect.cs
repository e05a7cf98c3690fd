using Faultline.Histories;

namespace Faultline.Auditing;

/// <summary>What one attempt may do to an account, and from when on.</summary>
/// <param name="Attempt">The attempt, as one that was completed when its effects must have come.</param>
/// <param name="Amount">What one application adds.</param>
/// <param name="Counts">Its effect may stand once it has ended.</param>
/// <param name="Stands">Its effect is certain once it has ended.</param>
/// <param name="Undone">What it did may be taken back, now or, where nobody knows its outcome, at any later time.</param>
internal readonly record struct ReadEffect(Attempt Attempt, long Amount, bool Counts, bool Stands, bool Undone)
{
    /// <summary>Whether the system was done with it when its answer came.</summary>
    public bool Ended => Attempt.Outcome != Outcome.Unknown;

    /// <summary>
    /// Adds what the attempts at a transaction may do to an account of this sort. A refused one may take and give
    /// back while it runs; so may a repeated one where a repeat has no effect.
    /// </summary>
    public static void Collect(Transaction transaction, long amount, bool flag, bool appliedBefore, List<ReadEffect> effects)
    {
        var (kind, repeat) = (transaction.Kind, transaction.Kind.Repeat);
        var again = repeat == RepeatRule.AppliesAgain && !flag;
        var once = flag || repeat is RepeatRule.Refused or RepeatRule.AcceptedWithoutEffect;
        appliedBefore &= !again;
        var (first, accepted) = First(transaction.Attempts);
        for (var i = 0; i < transaction.Attempts.Count; i++)
        {
            var attempt = transaction.Attempts[i];
            var ok = attempt.Outcome == Outcome.Ok;
            effects.Add(new(
                attempt with { Completed = kind.SettledAt(attempt) },
                amount,
                Counts: ok && (!once || (i == first && !appliedBefore)),
                Stands: ok && (again || (i == first && !appliedBefore)),
                Undone: !ok || (!again && (accepted > 1 || appliedBefore))));
        }
    }

    /// <summary>The attempt that was answered ok first, and how many were.</summary>
    private static (int First, int Accepted) First(IReadOnlyList<Attempt> attempts)
    {
        var (first, accepted) = (-1, 0);
        for (var i = 0; i < attempts.Count; i++)
        {
            if (attempts[i].Outcome != Outcome.Ok)
                continue;
            accepted++;
            if (first < 0 || attempts[i].Completed < attempts[first].Completed)
                first = i;
        }

        return (first, accepted);
    }
}
