using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Workloads;

/// <summary>
/// Makes one transaction twice before the load, on accounts of its own that hold enough for three. The first must work; the
/// second tells what this system does with a repeated transaction, which decides what the auditor may demand. A system may
/// apply again seconds after its answer: what the second did is looked at after the load.
/// </summary>
internal sealed class RepeatCanary
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly IRepeatTrial _trial;
    private readonly Outcome _second;
    private readonly bool _isRepetition;

    private RepeatCanary(IRepeatTrial trial, Outcome second, bool isRepetition) =>
        (_trial, _second, _isRepetition) = (trial, second, isRepetition);

    /// <summary>Makes it twice; the second time is answered when this returns.</summary>
    /// <param name="trial">The transaction.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="settleAfter">How long after its answer its effects may come where all is well.</param>
    /// <exception cref="TargetUnavailableException">The first was not accepted.</exception>
    public static async Task<RepeatCanary> RunAsync(IRepeatTrial trial, TimeProvider time, CancellationToken cancellationToken, TimeSpan settleAfter = default)
    {
        var first = await trial.AttemptAsync(cancellationToken);
        if (first.Outcome != Outcome.Ok)
            throw new TargetUnavailableException(
                $"{trial.What} was not accepted ({first.Answer})",
                "Nothing was killed. The system must work before it is tested under faults")
            {
                MayHaveBeenDone = first.Outcome == Outcome.Unknown,
            };
        // A second that comes before the first has taken effect would not be a repetition. What never takes effect is the audit's to tell.
        var isRepetition = await ShowsAsync(trial, time, Limit + settleAfter, cancellationToken);

        var second = await trial.AttemptAsync(cancellationToken);
        return new RepeatCanary(trial, second.Outcome, isRepetition);
    }

    /// <summary>
    /// Looks, when everything stands still, at what the second did. What its accounts then show is the rule. Where they are
    /// lost, cannot be read or are older than they were, nobody knows the rule; nor where the first had shown no effect when
    /// the second was made.
    /// </summary>
    public async Task<RepeatRule> LookAsync(CancellationToken cancellationToken)
    {
        var times = await _trial.TimesAsync(cancellationToken);
        return (_isRepetition ? times : null, _second) switch
        {
            (2, _) => RepeatRule.AppliesAgain,
            (1, Outcome.Ok) => RepeatRule.AcceptedWithoutEffect,
            (1, Outcome.Failed) => RepeatRule.Refused,
            _ => RepeatRule.Unknown,
        };
    }

    /// <summary>Whether the first shows, now or soon.</summary>
    private static async Task<bool> ShowsAsync(IRepeatTrial trial, TimeProvider time, TimeSpan limit, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (!await trial.ShowsAsync(cancellationToken))
        {
            if (time.GetElapsedTime(begun) >= limit) return false;
            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }
}
