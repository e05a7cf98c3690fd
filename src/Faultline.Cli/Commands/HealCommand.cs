using System.CommandLine;
using Faultline.Cli.Shop;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline services heal</c>: undoes what runs left behind that could not end in order, from any folder.</summary>
internal static class HealCommand
{
    private const string ProcessPrefix = "process:";
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var command = new Command("heal", "Restores what killed runs left behind, in every system known on this machine");
        command.SetAction((_, stop) => RunAsync(stop));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var (healed, failed) = (0, 0);
        foreach (var folder in await DemoFolder.SweepAsync(time, cancellationToken))
        {
            Console.WriteLine($"stopped the shop of a demo that did not end in order ({folder})");
            healed++;
        }

        foreach (var system in StateFolder.Systems().Where(s => s.StartsWith(ProcessPrefix, StringComparison.Ordinal)))
        {
            var journal = UndoJournal.Open(system, time);
            if (journal.Pending().Count == 0) continue;
            if (RunLock.IsHeld(system))
            {
                Console.WriteLine($"{system}: a run is at work there and restores its services itself");
                continue;
            }

            using var _ = RunLock.Acquire(system, "faultline services heal", time);
            var report = await Healer.HealAsync(ProcessHost.Open(system[ProcessPrefix.Length..], time), journal, ReadyLimit, time, cancellationToken);
            foreach (var line in report.Lines) Console.WriteLine($"{system}: {line}");
            foreach (var failure in report.Failures) await Console.Error.WriteLineAsync($"error: {system}: {failure}");
            healed += report.Lines.Count;
            failed += report.Failures.Count;
        }

        if (healed + failed == 0) Console.WriteLine("nothing to heal");
        return failed == 0 ? ExitCode.Consistent : ExitCode.Unavailable;
    }
}
