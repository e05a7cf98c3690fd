using System.Diagnostics;
using System.Globalization;
using Faultline.Benches.Soak.Plans;
using Faultline.Benches.Soak.Rounds;

namespace Faultline.Benches.Soak;

/// <summary>Round after round on one stage.</summary>
/// <param name="stage">The stage.</param>
/// <param name="tally">Gets the figures.</param>
/// <param name="tell">Is told of each round, and of what does not hold.</param>
internal sealed class Campaign(Stage stage, Tally tally, Action<string> tell)
{
    // Containers are started and asked in seconds, where processes are in tenths.
    private const double SlowInDocker = 2;

    /// <summary>Goes through the rounds; whether everything held.</summary>
    public async Task<bool> RunAsync(SoakOptions options, CancellationToken stop)
    {
        var planner = new RoundPlanner(options.Seed, stage.Site.Services, options.Docker is null ? 1 : SlowInDocker);
        var length = Stopwatch.StartNew();
        for (var number = options.First; options.Count is { } count ? number < options.First + count : length.Elapsed < options.Length; number++)
        {
            var plan = planner.Draw(number);
            try
            {
                stage.Place.Prefix = number.ToString("0000-", CultureInfo.InvariantCulture);
                await RunAsync(plan, stop);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                tell($"FAILED in round {number} of seed {options.Seed}: {(e is SoakFailure ? e.Message : e.ToString())}");
                tell($"  what was done: {plan}");
                tell($"  logs: {stage.Place.Logs} (those that begin with {stage.Place.Prefix}); the shop's own: {stage.Place.Shop}/.faultline/logs; state as it was: {stage.Place.KeepState()}");
                return false;
            }
        }

        return true;
    }

    private async Task RunAsync(RoundPlan plan, CancellationToken stop)
    {
        var before = await stage.Site.LookAsync(stop);
        var round = Round.Of(plan, stage, tally);
        var from = await round.GoAsync(stop);
        var (ready, now) = await stage.WellAsync(before, from.Since, stop);
        var others = now.Where(n => !round.Touched.Contains(n.Service) && before.First(b => b.Name == n.Name).Incarnation != n.Incarnation).Select(n => n.Name).ToArray();
        if (others.Length > 0) throw new SoakFailure($"started again, though nothing in this round was to touch them: {string.Join(", ", others)}");

        await stage.NobodyElseHarmedAsync(stop);
        await round.JudgeAsync(stop);
        tally.Rounds++;
        tally.Ready(from.What, ready);
        tell(string.Create(CultureInfo.InvariantCulture, $"{plan}: all ready {ready.TotalSeconds:0.0} s after {from.What}"));
    }
}
