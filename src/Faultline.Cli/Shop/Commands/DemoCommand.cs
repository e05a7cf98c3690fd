using System.CommandLine;
using Faultline.Cli.Commands;
using Faultline.Cli.Runs;
using Faultline.Cli.Terminal;
using Faultline.Cli.Watchdogs;
using Faultline.Experiments.Phases;
using Faultline.Hosting.Processes;
using Faultline.Hosting.Watchdogs;
using Faultline.Workloads.Shop;
using Shop;

namespace Faultline.Cli.Shop.Commands;

/// <summary><c>faultline demo</c>: the same load and the same kills against a naive and a correct checkout, side by side.</summary>
internal sealed class DemoCommand
{
    private readonly Option<bool> _docker = new("--docker") { Description = "In containers, with PostgreSQL, instead of child processes with SQLite" };
    private readonly Option<bool> _quick = new("--quick") { Description = "A shorter load, about a minute and a half in all" };
    private readonly Option<string> _output = CommonOptions.OutputDirectory();
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<bool> _noWatchdog = CommandWatchdog.Without();

    public static Command Create()
    {
        var demo = new DemoCommand();
        var command = new Command("demo", "Starts a shop, kills its services under load, and audits a naive and a correct checkout")
        {
            demo._docker, demo._quick, demo._output, demo._seed, demo._noWatchdog,
        };
        command.SetAction((parsed, _) => demo.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        var time = TimeProvider.System;
        var output = CommonOptions.Output(parsed);
        using var interruption = new Interruption(isRun: true);
        var script = parsed.GetValue(_quick) ? DemoScript.Quick : DemoScript.Full;
        var session = new RunSession(output, time);

        FinishedRun? naive = null, saga = null;
        try
        {
            var (swept, failures) = await DemoFolder.SweepAsync(time, interruption.Stop);
            foreach (var failure in failures) await Console.Error.WriteLineAsync($"warning: {failure}");
            foreach (var left in swept)
                await Console.Error.WriteLineAsync($"stopped the shop of an earlier demo that did not end in order ({left})");
            naive = await RunOneAsync(parsed, script, CheckoutMode.Naive, session, interruption, time);
            if (!interruption.Stop.IsCancellationRequested)
                saga = await RunOneAsync(parsed, script, CheckoutMode.Saga, session, interruption, time);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            // Stopped while a shop was starting; it has been taken down again.
        }

        var result = new DemoResult(naive, saga);
        if (output.Json) result.WriteJson(StandardStreams.Output);
        else result.WriteText(output.CreateResultConsole());
        return interruption.ExitCode ?? (result.AsExpected ? ExitCode.Consistent : ExitCode.Inconsistent);
    }

    private async Task<FinishedRun> RunOneAsync(
        ParseResult parsed, DemoScript script, CheckoutMode checkout, RunSession session, Interruption interruption, TimeProvider time)
    {
        var seed = parsed.GetValue(_seed);
        var name = ShopPlan.Name(checkout);
        var (folder, owner) = DemoFolder.Choose(time);
        using var owning = owner;
        var project = parsed.GetValue(_docker) ? DemoFolder.ProjectOf(folder) : null;
        var plan = new ShopPlan(folder, checkout, DemoScript.Replicas, null, DemoScript.StepDelay) { Project = project };
        await using var watchdog = await WatchAsync(parsed, folder, time);
        await Console.Error.WriteLineAsync($"{name}: starting the shop");
        var shop = await OwnedShop.StartAsync(plan, Console.Error.WriteLine, time, interruption.Stop, isOurs: true);
        try
        {
            var urls = new ShopUrls(shop.Gateway, shop.Gateway, shop.Gateway);
            var settings = script.Settings($"demo-{name}", seed) with
            {
                OutputDirectory = parsed.GetValue(_output)!,
                Project = project ?? "demo",
                Variant = name,
                Command = RunSession.Reproduce(parsed),
            };
            return await session.RunAsync(settings, budget => ShopTarget.Open(urls, script.Shop(seed), time, budget), shop.Host, watchdog, interruption);
        }
        finally
        {
            // Only a folder whose shop is ours is ours to delete, and only once that shop is down.
            await shop.DisposeAsync();
            DemoFolder.Delete(folder);
        }
    }

    /// <summary>Has the shop stopped, in case this process is killed; on duty before anything of it is started.</summary>
    private async Task<CommandWatchdog> WatchAsync(ParseResult parsed, string folder, TimeProvider time)
    {
        if (parsed.GetValue(_noWatchdog)) return CommandWatchdog.None;
        string[] systems = parsed.GetValue(_docker) ? [] : [ProcessHost.Open(folder, time).System];
        return await CommandWatchdog.StartAsync(new WatchdogOrder("faultline demo", systems, folder), time);
    }
}
