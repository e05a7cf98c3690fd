using System.Runtime.InteropServices;
using Faultline.Histories;

namespace Faultline.Recovery;

/// <summary>What the virtual users did in each second, as the history shows it.</summary>
/// <remarks>
/// A user waits for answers or pauses. Operations that follow each other without a pause are one iteration of the
/// user's behaviour. An operation that fails may end the iteration early, and one that hangs delays all that would have
/// come after it: both make the offered load fall, which is why neither operations nor offered operations alone tell
/// what was lost. Iterations that users begin, and for how long they wait, do.
/// </remarks>
internal sealed class CrowdSeconds
{
    // What a user does without a pause follows at once; the load's own pauses are longer.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(10);

    // A user who never pauses would be in one iteration for ever.
    private static readonly TimeSpan LongestIteration = TimeSpan.FromSeconds(1);

    private readonly List<Second> _seconds = [];
    private readonly List<UserState> _users = [];

    /// <summary>Takes in an operation; those of one user in their order.</summary>
    public void Add(Operation operation)
    {
        var at = (int)operation.Intended.TotalSeconds;
        while (_users.Count <= operation.User) _users.Add(default);
        ref var user = ref CollectionsMarshal.AsSpan(_users)[operation.User];
        if (!user.IsKnown)
        {
            ref var first = ref this[at];
            first.Arrivals++;
            first.PartlyPresent += at + 1 - operation.Intended.TotalSeconds;
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

    /// <summary>The sums of each second before <paramref name="end"/>.</summary>
    public CrowdSum[] Each(int end)
    {
        var sums = new CrowdSum[end];
        var arrived = 0;
        for (var i = 0; i < end; i++)
        {
            var second = i < _seconds.Count ? _seconds[i] : default;
            sums[i] = new CrowdSum(arrived + second.PartlyPresent, second.Waiting, second.Iterations, second.Arrivals);
            arrived += second.Arrivals;
        }

        return sums;
    }

    private void Wait(double from, double to)
    {
        for (var at = (int)from; at < to; at++)
            this[at].Waiting += Math.Min(to, at + 1) - Math.Max(from, at);
    }

    private ref Second this[int at]
    {
        get
        {
            while (_seconds.Count <= at) _seconds.Add(default);
            return ref CollectionsMarshal.AsSpan(_seconds)[at];
        }
    }

    private struct Second
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

/// <summary>Sums over users in some seconds.</summary>
/// <param name="Present">User-seconds from each user's first operation on.</param>
/// <param name="Waiting">User-seconds from an operation intended to its end.</param>
/// <param name="Iterations">Iterations begun.</param>
/// <param name="Arrivals">Users who came.</param>
internal readonly record struct CrowdSum(double Present, double Waiting, long Iterations, long Arrivals)
{
    /// <summary>User-seconds spent in pauses.</summary>
    public double Pausing => Math.Max(0, Present - Waiting);

    public static CrowdSum operator +(CrowdSum a, CrowdSum b) =>
        new(a.Present + b.Present, a.Waiting + b.Waiting, a.Iterations + b.Iterations, a.Arrivals + b.Arrivals);
}
