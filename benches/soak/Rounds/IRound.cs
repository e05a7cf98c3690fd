using System.Diagnostics;
using Faultline.Benches.Soak.Plans;

namespace Faultline.Benches.Soak.Rounds;

/// <summary>What is done in one round.</summary>
internal interface IRound
{
    /// <summary>Services whose instances may be other starts of themselves after it; all others must be the same.</summary>
    IReadOnlyList<string> Touched { get; }

    /// <summary>Does it. Everything must be well within the limit after its end.</summary>
    /// <returns>The moment from which it is counted when all is well.</returns>
    Task<Moment> GoAsync(CancellationToken stop);

    /// <summary>Judges what is left of it, once everything is well.</summary>
    Task JudgeAsync(CancellationToken stop);
}

/// <summary>A moment from which time is counted.</summary>
/// <param name="What">What happened then, after "after".</param>
/// <param name="Since">Runs since then.</param>
internal readonly record struct Moment(string What, Stopwatch Since);

/// <summary>The round of a plan.</summary>
internal static class Round
{
    public static IRound Of(RoundPlan plan, Stage stage, Tally tally) => plan.Kind switch
    {
        RoundKind.Restart => new RestartRound(stage, plan, tally),
        RoundKind.Shop => new ShopRound(stage, plan, tally),
        _ => new RunRound(stage, plan, tally),
    };
}
