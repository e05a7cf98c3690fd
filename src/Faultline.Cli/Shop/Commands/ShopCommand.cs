using System.CommandLine;
using Faultline.Cli.Commands;
using Faultline.Cli.Hosts;
using Faultline.Configuration;
using Faultline.Hosting;
using Faultline.Hosting.Processes;
using Shop;

namespace Faultline.Cli.Shop.Commands;

/// <summary><c>faultline shop</c>: the sample shop, to try the other commands on.</summary>
internal static class ShopCommand
{
    private const int UsualPort = 8000;
    private static readonly TimeSpan DownLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static Command Create() => new("shop", "The sample shop, to try the other commands on") { Up(), Down(), ServeCommand.Create() };

    private static Command Up()
    {
        var checkout = CommonOptions.OneOf(
            new Option<string>("--checkout")
            {
                Description = "naive: read, change, write, lost in a crash; saga: correct under a kill at any moment",
                DefaultValueFactory = _ => "saga",
            },
            "naive", "saga");
        var bug = CommonOptions.OneOf(
            new Option<string?>("--bug") { Description = $"One fault in the saga, to see it found: {string.Join(", ", ServeOptions.Bugs.Keys)}", HelpName = "BUG" },
            [.. ServeOptions.Bugs.Keys]);
        var replicas = CommonOptions.AtLeast(
            new Option<int>("--replicas") { Description = "Instances of each service", DefaultValueFactory = _ => 1, HelpName = "N" }, 1);
        var port = CommonOptions.Strict(new Option<int?>("--port") { Description = $"Port of the gateway on 127.0.0.1. Default: {UsualPort}, or a free one if that is busy", HelpName = "PORT" });
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !result.Errors.Any() && CommonOptions.Read<int>(result) is < 1 or > 65_535) result.AddError("--port must lie between 1 and 65535");
        });
        var docker = new Option<bool>("--docker") { Description = "In containers, each store a PostgreSQL server, instead of child processes with SQLite" };
        var command = new Command("up", "Starts the shop with empty stores and stays until Ctrl-C, SIGTERM or shop down") { docker, checkout, bug, replicas, port };
        command.Validators.Add(result =>
        {
            if (result.GetResult(bug) is { Implicit: false } && result.GetValue(checkout) == "naive")
                result.AddError("--bug puts one fault into the saga; the naive checkout has its own");
        });
        command.SetAction((parsed, _) =>
        {
            var folder = Directory.GetCurrentDirectory();
            var mode = parsed.GetValue(checkout) == "naive" ? CheckoutMode.Naive : CheckoutMode.Saga;
            return UpAsync(new ShopPlan(folder, mode, parsed.GetValue(replicas), parsed.GetValue(port), TimeSpan.Zero)
            {
                UsualPort = UsualPort,
                Bug = parsed.GetValue(bug) is { } name ? ServeOptions.Bugs[name] : null,
                Project = parsed.GetValue(docker) ? ShopPlan.ProjectOf(folder) : null,
            });
        });
        return command;
    }

    private static async Task<int> UpAsync(ShopPlan plan)
    {
        var time = TimeProvider.System;
        var folder = plan.Folder;
        using var interruption = new Interruption(isRun: false);
        using var told = interruption.Tell(_ => Console.Error.WriteLine("stopping the shop"));
        if (ShopRecord.OwnerPid(folder) is { } owner && ShopRecord.Read(folder) is { } running)
            throw new HostUnavailableException(
                $"a shop runs in this folder already, at {running.Gateway.ToString().TrimEnd('/')} (pid {owner})", "Next: faultline shop down");
        if (Directory.Exists(UrlsFile.In(folder)))
            throw new ConfigurationException(new ConfigurationError(
                $"{UrlsFile.In(folder)} is a folder, and the address of the shop is written to a file of that name", Hint: "Next: move it away, or start the shop in another folder"));
        if (plan.Port is { } asked && !FreePort.IsFree(asked))
            throw new HostUnavailableException($"port {asked} is in use", "Next: another --port, or none: then a free one is taken");

        try
        {
            Console.Error.WriteLine(
                $"starting the shop ({ShopPlan.Name(plan.Checkout)}{(plan.Bug is { } bug ? $" with the bug {ServeOptions.Name(bug)}" : "")}, {plan.Replicas} of each service) in {(plan.Project is { } project ? $"Docker, project {project}" : folder)}");
            await using var shop = await OwnedShop.StartAsync(plan, Console.Error.WriteLine, time, interruption.Stop);
            using var urls = UrlsFile.Write(folder, shop.Gateway);
            if (plan.Port is null && shop.Gateway.Port != UsualPort) Console.Error.WriteLine($"port {UsualPort} is in use, so {shop.Gateway.Port} was taken; --port chooses another");
            if (urls.KeptAnother) Console.Error.WriteLine("urls.json was there; it is kept as urls.json.bak until the shop is stopped");
            Console.WriteLine($"the shop is up at {shop.Gateway.ToString().TrimEnd('/')}; urls.json is written. Next: faultline stress --init. Ctrl-C or faultline shop down stops it");
            await Task.Delay(Timeout.InfiniteTimeSpan, time, interruption.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return interruption.ExitCode ?? ExitCode.Internal;
        }

        Console.Error.WriteLine("the shop is down");
        // A shop that was asked to stop did what it should.
        return ExitCode.Consistent;
    }

    private static Command Down()
    {
        var command = new Command("down", "Stops the shop that was started from this folder");
        command.SetAction((_, stop) => DownAsync(stop));
        return command;
    }

    private static async Task<int> DownAsync(CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var folder = Directory.GetCurrentDirectory();
        if (ShopRecord.HasOwner(folder))
        {
            await QuietAsync(folder, time, cancellationToken);
            var begun = time.GetTimestamp();
            int? told = null;
            while (ShopRecord.HasOwner(folder))
            {
                // An owner that has only just begun, or is about to be gone, has no name for a moment.
                if (told is null && ShopRecord.OwnerPid(folder) is { } owner)
                {
                    OwnerSignal.Terminate(owner);
                    told = owner;
                }

                if (time.GetElapsedTime(begun) > DownLimit)
                    throw new HostUnavailableException($"the shop did not stop within {DownLimit.TotalSeconds:0} s (pid {told})");
                await Task.Delay(Poll, time, cancellationToken);
            }

            Console.WriteLine("the shop is down");
            return ExitCode.Consistent;
        }

        if (!Directory.Exists(Path.Combine(folder, ".faultline"))) return NothingHere(folder);
        using var owning = RunLock.Acquire(ShopRecord.OwnerKey(folder), "faultline shop down", time);
        var left = await OwnedShop.ClearAsync(folder, time, cancellationToken);
        if (left == 0) return NothingHere(folder);
        Console.WriteLine($"{left} instances left by a shop whose owner is gone were stopped");
        return ExitCode.Consistent;
    }

    /// <summary>The owner waits for whoever puts its shop in order, for longer than the owner is waited for: so that is done, and told, before.</summary>
    private static async Task QuietAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await SystemLock.QuietAsync(ProcessHost.Open(folder, time).System, Console.Error.WriteLine, time, cancellationToken);
        }
        catch (HostUnavailableException e)
        {
            await Console.Error.WriteLineAsync($"warning: {SystemHealing.Sentence(e)}");
        }
    }

    private static int NothingHere(string folder)
    {
        Console.WriteLine($"no shop runs from {folder}");
        return ExitCode.Consistent;
    }
}
