using System.CommandLine;
using System.Text.Json;
using Faultline.Cli.Hosts;
using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Hosting;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline services</c>: looks at the services of a system, and kills or restarts them by hand.</summary>
internal static class ServicesCommand
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create() => new("services", "Lists, kills, restarts and heals the services of a system")
    {
        List(), Status(), Kill(), Restart(), HealCommand.Create(),
    };

    private static Command List()
    {
        var selection = new SelectionOptions();
        var command = new Command("list", "The names of the services") { selection.Host, selection.Project };
        command.SetAction(async (parsed, stop) =>
        {
            var services = (await (await selection.OpenAsync(parsed, [], stop)).ListAsync(stop)).GroupBy(i => i.Service.Value).ToArray();
            if (CommonOptions.Output(parsed).Json)
                Console.WriteLine(JsonSerializer.Serialize(services.Select(s => new { service = s.Key, instances = s.Count() }), Indented));
            else
                foreach (var service in services) Console.WriteLine($"{service.Key}  ({service.Count()})");
            return ExitCode.Consistent;
        });
        return command;
    }

    private static Command Status()
    {
        var selection = new SelectionOptions();
        var command = new Command("status", "Running of all instances of each service, and the state of each") { selection.Host, selection.Project };
        command.SetAction(async (parsed, stop) =>
        {
            var instances = await (await selection.OpenAsync(parsed, [], stop)).ListAsync(stop);
            if (CommonOptions.Output(parsed).Json)
                Console.WriteLine(JsonSerializer.Serialize(
                    instances.Select(i => new { service = i.Service.Value, instance = i.Id.Value, state = Word(i.State) }), Indented));
            else
                foreach (var service in instances.GroupBy(i => i.Service.Value))
                {
                    Console.WriteLine($"{service.Key,-18} {service.Count(i => i.State == InstanceState.Running)} of {service.Count()} running");
                    foreach (var instance in service) Console.WriteLine($"  {instance.Id.Value,-22} {Word(instance.State)}");
                }

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
        var command = new Command("kill", "Kills running instances of services by SIGKILL; they stay down") { services, count, selection.Host, selection.Project };
        command.SetAction(async (parsed, stop) =>
        {
            var system = await selection.OpenAsync(parsed, parsed.GetValue(services)!, stop);
            var instances = await system.ListAsync(stop);
            var names = parsed.GetValue(services)!;
            MustExist(names, [.. instances.Select(i => i.Service.Value).Distinct()], "service");
            WarnOfRun(system);
            var killed = 0;
            foreach (var name in names.Distinct(StringComparer.Ordinal))
            {
                var running = instances.Where(i => i.Service.Value == name && i.State == InstanceState.Running).Take(parsed.GetValue(count)).ToArray();
                foreach (var instance in running)
                {
                    await system.KillAsync(instance.Id, stop);
                    Console.WriteLine($"killed {instance.Id.Value}");
                    killed++;
                }

                if (running.Length < parsed.GetValue(count))
                    await Console.Error.WriteLineAsync($"warning: {running.Length} of {name} {(running.Length == 1 ? "was" : "were")} running, {parsed.GetValue(count)} asked for");
            }

            if (killed > 0) return ExitCode.Consistent;
            await Console.Error.WriteLineAsync("  Next: faultline services status shows what runs, faultline services restart INSTANCE starts it");
            return ExitCode.Unavailable;
        });
        return command;
    }

    private static Command Restart()
    {
        var names = new Argument<string[]>("INSTANCE") { Description = "Instances, as status names them", Arity = ArgumentArity.OneOrMore };
        var selection = new SelectionOptions();
        var command = new Command("restart", "Restarts instances and waits until they are ready") { names, selection.Host, selection.Project };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            var stop = interruption.Stop;
            var system = await selection.OpenAsync(parsed, [], stop);
            var instances = await system.ListAsync(stop);
            var asked = parsed.GetValue(names)!;
            var restart = new InstanceRestart(system, UndoJournal.Open(system.System, TimeProvider.System), TimeProvider.System);
            MustExist(asked, [.. instances.Select(i => i.Id.Value)], "instance");
            WarnOfRun(system);
            try
            {
                foreach (var instance in instances.Where(i => asked.Contains(i.Id.Value, StringComparer.Ordinal)))
                {
                    stop.ThrowIfCancellationRequested();
                    await restart.RunAsync(instance, ReadyLimit, stop);
                    Console.WriteLine($"restarted {instance.Id.Value}");
                }
            }
            catch (OperationCanceledException) when (interruption.ExitCode is { } code)
            {
                return code;
            }

            return ExitCode.Consistent;
        });
        return command;
    }

    private static void WarnOfRun(IServiceHost system)
    {
        bool isBusy;
        try
        {
            isBusy = RunLock.IsHeld(system.System);
        }
        catch (HostUnavailableException)
        {
            // What cannot be told must not keep anybody from the act.
            return;
        }

        if (isBusy)
            Console.Error.WriteLine("warning: a run is under way on this system; what is done by hand is not among the faults of its report, and what it makes fail will look like the run's own");
    }

    private static void MustExist(string[] names, string[] there, string what)
    {
        var unknown = names.Except(there, StringComparer.Ordinal).ToArray();
        if (unknown.Length == 0) return;
        throw new ConfigurationException([.. unknown.Select(name => new ConfigurationError(
            $"unknown {what} \"{name}\"",
            Hint: $"Running here: {string.Join(", ", there.Order(StringComparer.Ordinal))}.{Suggestion.Question(name, there)}"))]);
    }

    private static string Word(InstanceState state) => state.ToString().ToLowerInvariant();

    /// <summary>Which host a command means.</summary>
    private sealed class SelectionOptions
    {
        public Option<string?> Host { get; } = CommonOptions.Host();

        public Option<string?> Project { get; } = CommonOptions.Project();

        public Task<IServiceHost> OpenAsync(ParseResult parsed, IReadOnlyList<string> services, CancellationToken stop) =>
            new HostSelection(parsed.GetValue(Host), parsed.GetValue(Project)).OpenAsync(Directory.GetCurrentDirectory(), services, TimeProvider.System, stop);
    }
}
