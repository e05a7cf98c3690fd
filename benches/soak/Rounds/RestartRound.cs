using System.Diagnostics;
using Faultline.Benches.Soak.Plans;

namespace Faultline.Benches.Soak.Rounds;

/// <summary>An instance is killed by hand, the commands that restart it are struck, and one more is typed.</summary>
internal sealed class RestartRound(Stage stage, RoundPlan plan, Tally tally) : IRound
{
    public IReadOnlyList<string> Touched => [plan.ByHand];

    public async Task<Moment> GoAsync(CancellationToken stop)
    {
        await stage.Place.TypeAsync(stage.Place.Shop, ["services", "kill", plan.ByHand], stop);
        tally.Kills++;
        var down = (await stage.Site.LookAsync(stop)).Where(i => i.Incarnation is null).Select(i => i.Name).ToArray();
        if (down.Length != 1) throw new SoakFailure($"after services kill {plan.ByHand} are down: {string.Join(", ", down)}");

        string[] restart = ["services", "restart", down[0]];
        foreach (var blow in (Blow[])[plan.First, .. plan.Further]) await Struck.RunAsync(stage, tally, blow, stage.Place.Shop, restart, "restarts", stop);
        var since = Stopwatch.StartNew();
        await stage.Place.TypeAsync(stage.Place.Shop, restart, stop);
        return new Moment("services restart", since);
    }

    public Task JudgeAsync(CancellationToken stop) => Task.CompletedTask;
}
