using System.Runtime.InteropServices;
using Faultline.Histories;

namespace Faultline.Recovery;

/// <summary>What the virtual users did in each slot, as the history shows it.</summary>
/// <remarks>
/// A user waits for answers or pauses. Operations that follow each other without a pause are one iteration of the
/// user's behaviour. An operation that fails may end the iteration early, and one that hangs delays all that would have
/// come after it: both make the offered load fall, which is why neither operations nor offered operations alone tell
/// what was lost. Iterations that users begin, and for how long they wait, do.
/// </remarks>
internal sealed class UserSlots
{
    // What a user does without a pause follows at once; the load's own pauses are longer.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(10);

    // A user who never pauses would be in one iteration for ever.
    private static readonly TimeSpan LongestIteration = TimeSpan.FromSeconds(1);

    private readonly List<Counts> _slots = [];
    private readonly List<UserState> _users = [];

    /// <summary>Takes in an operation; those of one user in their order.</summary>
    public void Add(Operation operation)
    {
        var at = Slot.Of(operation.Intended);
        while (_users.Count <= operation.User) _users.Add(default);
        ref var user = ref CollectionsMarshal.AsSpan(_users)[operation.User];
        if (!user.IsKnown)
        {
            ref var first = ref this[at];
            first.Arrivals++;
            first.PartlyPresent += (Slot.Begin(at + 1) - operation.Intended).TotalSeconds;
        }

        var follows = user.IsKnown
            && operation.Intended - user.LastCompleted <= LongestStep
            && operation.Intended - user.IterationBegan <= LongestIteration;
        if (!follows)
        {
            this[at].Iterations++;
            user.IterationBegan = operation.Intended;
        }

        user.IsKnown = true;
        user.LastCompleted = operation.Completed;
        Wait(operation.Intended.TotalSeconds, operation.Completed.TotalSeconds);
    }

    /// <summary>The sums of each slot before <paramref name="end"/>.</summary>
    public UserSum[] Each(int end)
    {
        var sums = new UserSum[end];
        var arrived = 0;
        for (var i = 0; i < end; i++)
        {
            var slot = i < _slots.Count ? _slots[i] : default;
            sums[i] = new UserSum(arrived * Slot.Seconds + slot.PartlyPresent, slot.Waiting, slot.Iterations, slot.Arrivals);
            arrived += slot.Arrivals;
        }

        return sums;
    }

    private void Wait(double from, double to)
    {
        for (var at = (int)(from * Slot.PerSecond); at * Slot.Seconds < to; at++)
            this[at].Waiting += Math.Max(0, Math.Min(to, (at + 1) * Slot.Seconds) - Math.Max(from, at * Slot.Seconds));
    }

    private ref Counts this[int at]
    {
        get
        {
            while (_slots.Count <= at) _slots.Add(default);
            return ref CollectionsMarshal.AsSpan(_slots)[at];
        }
    }

    private struct Counts
    {
        public int Arrivals;
        public int Iterations;
        public double PartlyPresent;
        public double Waiting;
    }

    private struct UserState
    {
        public bool IsKnown;
        public TimeSpan IterationBegan;
        public TimeSpan LastCompleted;
    }
}

/// <summary>Sums over users in some slots.</summary>
/// <param name="Present">User-seconds from each user's first operation on.</param>
/// <param name="Waiting">User-seconds from an operation intended to its end.</param>
/// <param name="Iterations">Iterations begun.</param>
/// <param name="Arrivals">Users who came.</param>
internal readonly record struct UserSum(double Present, double Waiting, long Iterations, long Arrivals)
{
    /// <summary>User-seconds spent in pauses.</summary>
    public double Pausing => Math.Max(0, Present - Waiting);

    public static UserSum operator +(UserSum a, UserSum b) =>
        new(a.Present + b.Present, a.Waiting + b.Waiting, a.Iterations + b.Iterations, a.Arrivals + b.Arrivals);
}
