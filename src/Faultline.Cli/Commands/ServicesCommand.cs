using System.CommandLine;
using Faultline.Cli.Common;
using Faultline.Cli.Hosts;
using Faultline.Cli.Options;
using Faultline.Cli.Terminal;
using Faultline.Cli.Watchdogs;
using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Hosting.Watchdogs;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline services</c>: looks at the services of a system, and kills or restarts them by hand.</summary>
internal static class ServicesCommand
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);

    public static Command Create() => new("services", "Lists, kills, restarts and heals the services of a system")
    {
        List(), StatusCommand.Create(), Kill(), Restart(), HealCommand.Create(),
    };

    private static Command List()
    {
        var selection = new SelectionOptions();
        var command = new Command("list", "The names of the services") { selection.Host, selection.Project };
        command.SetAction(async (parsed, stop) =>
        {
            var services = (await (await selection.OpenAsync(parsed, [], stop)).ListAsync(stop)).GroupBy(i => i.Service.Value).ToArray();
            if (CommonOptions.Output(parsed).Json)
                JsonOutput.Write(services.Select(s => new { service = s.Key, instances = s.Count() }));
            else
                foreach (var service in services) Console.WriteLine($"{service.Key}  ({service.Count()})");
            return ExitCode.Consistent;
        });
        return command;
    }

    private static Command Kill()
    {
        var services = new Argument<string[]>("SERVICE") { Description = "Services to kill instances of", Arity = ArgumentArity.OneOrMore };
        var count = CommonOptions.AtLeast(
            new Option<int>("--count") { Description = "Instances of each", DefaultValueFactory = _ => 1, HelpName = "N" }, 1);
        var selection = new SelectionOptions();
        var command = new Command("kill", "Kills running instances of services by SIGKILL; they stay down, unless a killed run left them to be restored by heal") { services, count, selection.Host, selection.Project };
        command.SetAction(async (parsed, stop) =>
        {
            var system = await selection.OpenAsync(parsed, parsed.GetValue(services)!, stop);
            var instances = await system.ListAsync(stop);
            var names = parsed.GetValue(services)!;
            var kills = system.Require<IKillCapability>("kill an instance");
            MustExist(names, [.. instances.Select(i => i.Service.Value).Distinct()], "service");
            using var held = await ByHand.EnterAnywayAsync(system.System, SystemLock.Kill, TimeProvider.System, stop);
            instances = await system.ListAsync(stop);
            var killed = new HashSet<InstanceId>();
            foreach (var name in names.Distinct(StringComparer.Ordinal))
            {
                var running = instances.Where(i => i.Service.Value == name && i.State == InstanceState.Running).Take(parsed.GetValue(count)).ToArray();
                foreach (var instance in running)
                {
                    await kills.KillAsync(instance.Id, stop);
                    Console.WriteLine($"killed {instance.Id.Value}");
                    killed.Add(instance.Id);
                }

                if (running.Length < parsed.GetValue(count))
                    await Console.Error.WriteLineAsync($"warning: {running.Length} of {name} {(running.Length == 1 ? "was" : "were")} running, {parsed.GetValue(count)} asked for");
            }

            await NoteLeftAsync(system.System, killed);
            if (killed.Count > 0) return ExitCode.Consistent;
            await Console.Error.WriteLineAsync("  Next: faultline services status shows what runs, faultline services restart INSTANCE starts it");
            return ExitCode.Unavailable;
        });
        return command;
    }

    private static Command Restart()
    {
        var names = new Argument<string[]>("INSTANCE") { Description = "Instances, as status names them", Arity = ArgumentArity.OneOrMore };
        var noWatchdog = CommandWatchdog.Without();
        var selection = new SelectionOptions();
        var command = new Command("restart", "Restarts instances, whichever project they are of, and waits until they are ready") { names, noWatchdog, selection.Host, selection.Project };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption(isRun: false);
            var stop = interruption.Stop;
            var asked = parsed.GetValue(names)!;
            var (systems, there) = await selection.OpenHoldersAsync(parsed, asked, stop);
            MustExist(asked, there, "instance");
            try
            {
                foreach (var system in systems) await RestartAsync(system, asked, parsed.GetValue(noWatchdog), stop);
            }
            catch (OperationCanceledException) when (interruption.ExitCode is { } code)
            {
                return code;
            }

            return ExitCode.Consistent;
        });
        return command;
    }

    private static async Task RestartAsync(IServiceHost system, string[] asked, bool noWatchdog, CancellationToken stop)
    {
        var before = await AskedAsync();
        if (before.Length == 0) return;
        var journal = UndoJournal.Open(system.System, TimeProvider.System);
        using var held = await ByHand.EnterAsync(system.System, SystemLock.Restart, TimeProvider.System, stop);
        // Whoever was waited for may have taken them down for good, and nothing is to be left to undo on them.
        var instances = await AskedAsync();
        if (before.Select(i => i.Id).Except(instances.Select(i => i.Id)).ToArray() is [_, ..] gone)
            throw new HostUnavailableException($"{string.Join(", ", gone.Select(g => g.Value))} was removed meanwhile", "Next: faultline services status shows what is there");
        await using var watchdog = await WatchAsync(noWatchdog, system.System, journal, asked);
        var restart = new InstanceRestart(system, journal, TimeProvider.System);
        foreach (var instance in instances)
        {
            stop.ThrowIfCancellationRequested();
            await restart.RunAsync(instance, ReadyLimit, stop);
            Console.WriteLine($"restarted {instance.Id.Value}");
        }

        async Task<ServiceInstance[]> AskedAsync() =>
            [.. (await system.ListAsync(stop)).Where(i => asked.Contains(i.Id.Value, StringComparer.Ordinal))];
    }

    /// <summary>Has what is killed in between started, in case this process is killed then.</summary>
    private static async Task<CommandWatchdog> WatchAsync(bool unwanted, string system, UndoJournal journal, string[] asked)
    {
        if (unwanted) return CommandWatchdog.None;
        var watchdog = await CommandWatchdog.StartAsync(
            new WatchdogOrder(SystemLock.Restart, [system]), TimeProvider.System, IsLeft);
        foreach (var warning in watchdog.Warnings) await Console.Error.WriteLineAsync($"warning: {warning}");
        return watchdog;

        // What a run beside has to undo is the run's.
        bool IsLeft() => journal.Pending().Any(e => e.IsFault && asked.Contains(e.Instance.Value, StringComparer.Ordinal));
    }

    /// <summary>Says which of the killed do not stay down, since a heal restores what is in the journal, whoever killed it last.</summary>
    private static async Task NoteLeftAsync(string system, HashSet<InstanceId> killed)
    {
        try
        {
            foreach (var instance in SystemCondition.PendingOf(system, TimeProvider.System).Select(e => e.Instance).Distinct().Where(killed.Contains))
                await Console.Error.WriteLineAsync(
                    $"note: a run has {instance.Value} to restore, so that run, its watchdog or faultline services heal starts it again; once no run is at work, faultline services heal --forget {instance.Value} keeps it down");
        }
        catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"warning: {SystemHealing.Sentence(e)}");
        }
    }

    private static void MustExist(string[] names, IReadOnlyList<string> there, string what)
    {
        var unknown = names.Except(there, StringComparer.Ordinal).ToArray();
        if (unknown.Length == 0) return;
        throw new ConfigurationException([.. unknown.Select(name => new ConfigurationError(
            $"unknown {what} \"{name}\"",
            Hint: $"Running here: {string.Join(", ", there.Order(StringComparer.Ordinal))}.{Suggestion.Question(name, there)}"))]);
    }
}
