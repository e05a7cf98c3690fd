using System.Diagnostics;
using Faultline.Benches.Soak.Plans;

namespace Faultline.Benches.Soak.Rounds;

/// <summary>The owner of the shop is struck, and so are those that start it again: each time nothing of it may be left.</summary>
internal sealed class ShopRound(Stage stage, RoundPlan plan, Tally tally) : IRound
{
    public IReadOnlyList<string> Touched => [.. stage.Site.Services];

    public async Task<Moment> GoAsync(CancellationToken stop)
    {
        await stage.Owner.PassesAsync(plan.First.After, stop);
        await EndAsync(stage.Owner, plan.First.Signal, stop);
        stage.OwnerIsGone();
        foreach (var blow in plan.Further)
        {
            using var owner = stage.StartOwner();
            await owner.PassesAsync(blow.After, stop);
            await EndAsync(owner, blow.Signal, stop);
        }

        var since = Stopwatch.StartNew();
        await stage.UpAsync(stop);
        return new Moment("shop up", since);
    }

    public Task JudgeAsync(CancellationToken stop) => Task.CompletedTask;

    private async Task EndAsync(Commands.RunningCommand owner, Signal signal, CancellationToken stop)
    {
        if (owner.Strike(signal)) tally.Struck(signal, "shops");
        var code = await owner.EndAsync(stop);
        if (code != 0 && code != 128 + (int)signal) throw new SoakFailure($"shop up ended with {code}: {owner.Tail}");
        // What was asked to end leaves nothing by itself; after a SIGKILL its person clears up.
        if (signal != Signal.Sigkill) await stage.NothingLeftAsync($"{signal} of shop up", stop);
        await stage.Place.TypeAsync(stage.Place.Shop, ["shop", "down"], stop);
        await stage.NothingLeftAsync("shop down", stop);
    }
}
