using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Faultline.Benches.Soak.Books;
using Faultline.Benches.Soak.Commands;
using Faultline.Benches.Soak.Plans;
using Faultline.Benches.Soak.Sites;

namespace Faultline.Benches.Soak.Rounds;

/// <summary>A run that kills services is struck itself, and perhaps those that heal after it.</summary>
internal sealed class RunRound(Stage stage, RoundPlan plan, Tally tally) : IRound
{
    private static readonly TimeSpan FillLimit = TimeSpan.FromSeconds(90);
    private const int Killed = 128 + (int)Signal.Sigkill;
    private string? _lateStray;

    public IReadOnlyList<string> Touched => [.. plan.Kills.Select(k => k.Service), .. plan.Stray is { } stray ? (string[])[stray.Service] : []];

    public async Task<Moment> GoAsync(CancellationToken stop)
    {
        await stage.Books.FillAsync(FillLimit, stop);
        var struckTwice = false;
        int code;
        Stopwatch since;
        using (var run = stage.Place.Start(Arguments()))
        {
            await StrayAsync(run, stop);
            if (await run.ReachesAsync(plan.Phase, stop)) await run.PassesAsync(plan.First.After, stop);
            Strike(run, plan.First.Signal);
            since = Stopwatch.StartNew();
            if (plan.Second is { } second)
            {
                await run.PassesAsync(second.After, stop);
                struckTwice = Strike(run, second.Signal);
            }

            code = await run.EndAsync(stop);
            tally.Kills += run.Faults;
            var signals = new[] { plan.First.Signal, plan.Second?.Signal }.OfType<Signal>().Select(s => 128 + (int)s);
            // 2: its end came first, and what it found out was not enough; all else would be wrong.
            if (code is not 0 and not 2 && !signals.Contains(code)) throw new SoakFailure($"the run ended with {code}: {run.Tail}");
            // Where it has ended in order it had something to do until then.
            if (code != Killed) since.Restart();
        }

        // Struck twice it starts what is down, waits for nothing, and says that healing is left to do.
        var typed = await HealAsync(isLeft: code == Killed || struckTwice, stop);
        if (_lateStray is { } late) await stage.Place.TypeAsync(stage.Place.Shop, ["services", "restart", late], stop);
        return typed is not null ? new Moment("services heal", typed) : new Moment(code == Killed ? "SIGKILL" : "an end in order", since);
    }

    public async Task JudgeAsync(CancellationToken stop)
    {
        tally.Paid += (await BooksCheck.BalancedAsync(stage.Books, stage.Limit, stop)).Paid;
        var results = Path.Combine(stage.Place.Shop, "results");
        tally.Attempted += await Attempts.CountAsync(results, stop);
        if (Directory.Exists(results)) Directory.Delete(results, recursive: true);
    }

    private string[] Arguments()
    {
        var kills = Path.Combine(stage.Place.Logs, FormattableString.Invariant($"{stage.Place.Prefix}kills.json"));
        var triggers = plan.Kills.Select(k => new { type = "time", threshold = k.At, services = new[] { k.Service }, count = 1, recovery_time = k.Recovery });
        File.WriteAllText(kills, JsonSerializer.Serialize(new { kill_triggers = triggers }));
        return
        [
            "stress", "--users", "12", "--spawn-rate", "12", "--runtime", RoundPlanner.Runtime.ToString(CultureInfo.InvariantCulture),
            "--pause", "0.05..0.2", "--mix", "checkout=90,ask=10", "--kill-config", kills, "--seed", plan.Number.ToString(CultureInfo.InvariantCulture),
            .. plan.Init ? (string[])["--init", "--population-size", ShopBooks.Size.ToString(CultureInfo.InvariantCulture)] : [],
            .. plan.Kind == RoundKind.Heal && stage.HasWatchdog ? (string[])["--no-watchdog"] : [],
        ];
    }

    private bool Strike(RunningCommand run, Signal signal)
    {
        var phase = run.Phase;
        if (!run.Strike(signal)) return false;
        tally.Struck(signal, "runs", phase);
        return true;
    }

    /// <summary>Kills an instance past the tool, once what ran was noted: then it is to run again, however the run ends.</summary>
    private async Task StrayAsync(RunningCommand run, CancellationToken stop)
    {
        if (plan.Stray is not { } stray || !await run.ReachesAsync(Phase.Load, stop)) return;
        while (!run.HasEnded && run.Phase == Phase.Load && Journals.Pending(stage.Place.State).Count == 0) await Task.Delay(10, stop);
        await run.PassesAsync(stray.After, stop);
        if (run.HasEnded || (await stage.Site.LookAsync(stop)).FirstOrDefault(i => i.Service == stray.Service && i.Trouble is null) is not { } instance) return;

        await stage.Site.KillAsync(instance, stop);
        tally.Strays++;
        // What stops after the run has looked for the last time is not its business.
        if (run.HasEnded || run.Phase > Phase.Load) _lateStray = instance.Name;
    }

    /// <summary>Runs since somebody typed a command that heals; null where nothing is typed.</summary>
    private async Task<Stopwatch?> HealAsync(bool isLeft, CancellationToken stop)
    {
        if (plan.Kind == RoundKind.Watchdog)
        {
            await Task.Delay(plan.Further[0].After, stop);
            foreach (var pid in new MarkedProcesses(stage.Place.Mark).All().Where(p => p.Value.Contains("watchdog", StringComparison.Ordinal)).Select(p => p.Key))
                if (RunningCommand.Send(pid, (int)Signal.Sigkill) == 0) tally.Struck(Signal.Sigkill, "watchdogs");
        }

        if (plan.Kind == RoundKind.Heal)
            foreach (var blow in plan.Further) await Struck.RunAsync(stage, tally, blow, stage.Place.Elsewhere, ["services", "heal"], "heals", stop);
        if (!isLeft || (plan.Kind == RoundKind.Run && stage.HasWatchdog)) return null;

        var typed = Stopwatch.StartNew();
        await stage.Place.TypeAsync(["services", "heal"], stop);
        return typed;
    }
}
