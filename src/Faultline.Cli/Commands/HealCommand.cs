using System.CommandLine;
using Faultline.Cli.Common;
using Faultline.Cli.Hosts;
using Faultline.Cli.Options;
using Faultline.Cli.Shop;
using Faultline.Faults;
using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline services heal</c>: undoes what runs left behind that could not end in order, from any folder.</summary>
internal sealed class HealCommand(TimeSpan readyTimeout)
{
    private readonly TimeProvider _time = TimeProvider.System;
    private int _done;
    private int _failed;

    public static Command Create()
    {
        var forget = new Option<string[]>("--forget")
        {
            Description = "Give up what was to be undone on these instances (a name, or an id), because they were removed or are seen to by hand",
            HelpName = "INSTANCE...",
            AllowMultipleArgumentsPerToken = true,
        };
        var readyTimeout = CommonOptions.AtLeast(
            new Option<double>("--ready-timeout")
            {
                Description = "Seconds that each instance may take to be ready", DefaultValueFactory = _ => SystemHealing.UsualReadyTimeout.TotalSeconds, HelpName = "SECONDS",
            },
            1.0);
        var command = new Command("heal", "Restores what killed runs left behind, in every system known on this machine") { forget, readyTimeout };
        command.SetAction((parsed, stop) => new HealCommand(TimeSpan.FromSeconds(parsed.GetValue(readyTimeout))).RunAsync(parsed.GetValue(forget) ?? [], stop));
        return command;
    }

    private async Task<int> RunAsync(string[] forget, CancellationToken cancellationToken)
    {
        var damaged = new List<HostUnavailableException>();
        string[] systems = [.. StateFolder.OfUser.Systems(damaged.Add).Where(SystemHealing.IsHost)];
        if (forget.Length > 0) await ForgetAsync(systems, forget, cancellationToken);
        foreach (var one in damaged) Failed(SystemHealing.Sentence(one));

        // A demo that was killed keeps nobody waiting for its shop, which is stopped, and only started where that fails.
        var demos = systems.ToLookup(DemoFolder.IsSystem);
        await HealAsync(demos[false], cancellationToken);
        var (swept, notSwept) = await DemoFolder.SweepAsync(_time, cancellationToken);
        foreach (var folder in swept) Done($"stopped the shop of a demo that did not end in order ({folder})");
        foreach (var failure in notSwept) Failed(failure);
        await HealAsync(demos[true], cancellationToken);

        StateFolder.OfUser.Sweep();
        if (_done + _failed == 0) Console.WriteLine("nothing to heal");
        return _failed == 0 ? ExitCode.Consistent : ExitCode.Unavailable;
    }

    private async Task HealAsync(IEnumerable<string> systems, CancellationToken cancellationToken)
    {
        var healing = new SystemHealing(SystemLock.Heal, Console.Error.WriteLine, _time) { ReadyTimeout = readyTimeout };
        foreach (var system in systems)
        {
            var heal = await healing.HealAsync(system, cancellationToken);
            foreach (var line in heal.Lines) Done($"{system}: {line}");
            foreach (var failure in heal.Failures) Failed($"{system}: {failure}");
            if (heal.Run is { } run) Done($"{system}: {run.Purpose} (pid {run.Pid}) is at work there, and restores what it kills itself");
        }
    }

    private async Task ForgetAsync(IReadOnlyList<string> systems, string[] names, CancellationToken cancellationToken)
    {
        var pending = new List<PendingInstance>();
        foreach (var system in systems)
        {
            try
            {
                pending.AddRange(UndoJournal.Open(system, _time).Pending().Select(e => new PendingInstance(system, e.Instance)).Distinct());
            }
            catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
            {
                // Told when it is to be healed.
            }
        }

        foreach (var given in ForgetChoice.Choose(pending, names).GroupBy(c => c.System))
        {
            var (held, run) = await SystemLock.EnterAsync(given.Key, SystemLock.Heal, Console.Error.WriteLine, _time, cancellationToken);
            if (held is null)
                throw new HostUnavailableException($"{run!.Purpose} (pid {run.Pid}) is at work on {given.Key}, and restores what it kills itself", "Next: this again, when it has ended");
            using var _ = held;
            var journal = UndoJournal.Open(given.Key, _time);
            foreach (var instance in given.Distinct())
            {
                journal.Forget(instance.Id.Handle ?? instance.Id.Value);
                Done($"{given.Key}: {instance.Id.Value} is given up, and nothing is left to undo on it");
            }
        }
    }

    private void Done(string line)
    {
        Console.WriteLine(line);
        _done++;
    }

    private void Failed(string sentence)
    {
        Console.Error.WriteLine($"error: {sentence}");
        _failed++;
    }
}
