using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Faultline.Experiments;

namespace Faultline.Workloads;

/// <summary>What was made of what was asked for.</summary>
/// <param name="Values">In the order asked for; null where it could not be made.</param>
/// <param name="Made">How many could.</param>
/// <param name="Replaced">Tries that came to nothing and were replaced by others.</param>
/// <param name="FirstFailure">Why the first of these came to nothing, or null.</param>
internal sealed record MadeEntities<T>(IReadOnlyList<T?> Values, int Made, int Replaced, string? FirstFailure)
    where T : class
{
    /// <summary>What was made, as half a sentence: <c>creating orders</c>.</summary>
    public required string What { get; init; }

    /// <summary>Those that were made, in their order.</summary>
    /// <exception cref="TargetUnavailableException">There is none.</exception>
    public IEnumerable<T> SomeOrThrow() => Made > 0
        ? Values.OfType<T>()
        : throw new TargetUnavailableException(
            $"{What}: of {Values.Count} not one could be made: {FirstFailure}",
            "Nothing was killed. Look at the services' own logs; faultline services status shows what runs");
}

/// <summary>
/// Makes many entities side by side, as many at once as the system bears. A try that comes to nothing is replaced by
/// another one, which makes another entity: nobody knows whether the first was made, so it is abandoned and never asked
/// for again. Goes on within reason, so that a slow system gets a smaller population instead of none.
/// </summary>
/// <param name="time">The source of time.</param>
/// <param name="timeout">Time-out of a single call.</param>
internal sealed class EntityMaker(TimeProvider time, TimeSpan timeout)
{
    private const int FirstAtOnce = 16;
    private const int MostAtOnce = 128;

    // Of the time-out: an answer that takes longer was waiting for the others.
    private const double SlowShare = 0.1;

    private const int MostTries = 5;
    private const int RefusedInARow = 64;
    private const int StallTimeouts = 3;

    // A service that is just being restarted refuses as well.
    private static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestStall = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Trial = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestEach = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private readonly AdaptiveLimit _limit = new(FirstAtOnce, MostAtOnce, timeout * SlowShare);

    /// <summary>Makes <paramref name="count"/> entities, or as many as it can within reason.</summary>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes the one of a number, from 0, by calls that throw <see cref="TargetUnavailableException"/>.</param>
    /// <param name="what">What is made, for the progress.</param>
    /// <param name="observer">Is told how far it got, and why it gave up.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<MadeEntities<T>> MakeAsync<T>(
        int count, Func<int, CancellationToken, Task<T>> make, string what, IRunObserver observer, CancellationToken cancellationToken)
        where T : class
    {
        var values = new T?[count];
        var ended = Channel.CreateUnbounded<Try<T>>();
        var waiting = new Queue<(int Number, int Tries)>(Enumerable.Range(0, count).Select(n => (n, 0)));
        var (made, replaced, flying, refusedInARow) = (0, 0, 0, 0);
        var begun = time.GetTimestamp();
        var lastMade = begun;
        string? failure = null;
        string? gaveUp = null;
        ExceptionDispatchInfo? fatal = null;
        while (made < count)
        {
            while (gaveUp is null && flying < _limit.Now && waiting.TryDequeue(out var next))
            {
                flying++;
                _ = TryAsync(next.Number, next.Tries);
            }

            if (flying == 0) break;

            var end = await ended.Reader.ReadAsync(CancellationToken.None);
            flying--;
            if (end.Unexpected is { } unexpected)
            {
                fatal ??= ExceptionDispatchInfo.Capture(unexpected);
                gaveUp ??= unexpected.Message;
            }
            else if (end.Value is { } value)
            {
                values[end.Number] = value;
                lastMade = time.GetTimestamp();
                refusedInARow = 0;
                if (++made % 100 == 0 || made == count) observer.Progressed(what, made, count);
                gaveUp ??= GivingUp(made, count, time.GetElapsedTime(begun), TimeSpan.Zero, refusedInARow);
            }
            else
            {
                failure ??= end.Failure;
                refusedInARow = end.MayHaveBeenDone ? 0 : refusedInARow + 1;
                if (end.Tries + 1 < MostTries)
                {
                    replaced++;
                    waiting.Enqueue((end.Number, end.Tries + 1));
                }

                gaveUp ??= GivingUp(made, count, time.GetElapsedTime(begun), time.GetElapsedTime(lastMade), refusedInARow);
            }
        }

        fatal?.Throw();
        if (made < count)
            observer.Warned($"{what}: {made} of {count} could be made{(gaveUp is null ? "" : $", and no more were tried: {gaveUp}")}; the first failure: {failure}");
        return new MadeEntities<T>(values, made, replaced, failure) { What = what };

        async Task TryAsync(int number, int tries)
        {
            var result = new Try<T>(number, tries, null, null, false, null);
            try
            {
                if (tries > 0) await Task.Delay(FirstPause * Math.Pow(2, tries - 1), time, cancellationToken);
                result = await CallAsync(number, tries);
            }
            catch (Exception e)
            {
                result = result with { Unexpected = e };
            }

            ended.Writer.TryWrite(result);
        }

        async Task<Try<T>> CallAsync(int number, int tries)
        {
            var shrinks = _limit.Shrinks;
            var from = time.GetTimestamp();
            try
            {
                var value = await make(number, cancellationToken);
                _limit.Answered(time.GetElapsedTime(from));
                return new Try<T>(number, tries, value, null, false, null);
            }
            catch (TargetUnavailableException e)
            {
                if (e.MayHaveBeenDone) _limit.Unanswered(shrinks);
                return new Try<T>(number, tries, null, e.Message, e.MayHaveBeenDone, null);
            }
        }
    }

    /// <summary>Why it is not gone on with, or null.</summary>
    private string? GivingUp(int made, int count, TimeSpan since, TimeSpan sinceLast, int refusedInARow)
    {
        var stall = timeout * StallTimeouts > ShortestStall ? timeout * StallTimeouts : ShortestStall;
        var longest = Longest + LongestEach * count;
        if (refusedInARow >= RefusedInARow && sinceLast > RefusedFor) return $"the last {refusedInARow} were refused";
        if (sinceLast > stall) return FormattableString.Invariant($"none in the last {sinceLast.TotalSeconds:0} s");
        if (since > longest) return FormattableString.Invariant($"{since.TotalMinutes:0} minutes have passed");
        return since > Trial && since * ((double)count / Math.Max(1, made)) > longest
            ? FormattableString.Invariant($"at this rate it would take {since.TotalMinutes * count / Math.Max(1, made):0} minutes")
            : null;
    }

    private sealed record Try<T>(int Number, int Tries, T? Value, string? Failure, bool MayHaveBeenDone, Exception? Unexpected);
}
