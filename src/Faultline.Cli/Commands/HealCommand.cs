using System.CommandLine;
using Faultline.Cli.Shop;
using Faultline.Docker;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline services heal</c>: undoes what runs left behind that could not end in order, from any folder.</summary>
internal static class HealCommand
{
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
        var (swept, notSwept) = await DemoFolder.SweepAsync(time, cancellationToken);
        foreach (var folder in swept) Console.WriteLine($"stopped the shop of a demo that did not end in order ({folder})");
        foreach (var failure in notSwept) await Console.Error.WriteLineAsync($"error: {failure}");
        healed += swept.Count;
        failed += notSwept.Count;

        var damaged = new List<HostUnavailableException>();
        var systems = StateFolder.OfUser.Systems(damaged.Add);
        foreach (var one in damaged) await Console.Error.WriteLineAsync($"error: {one.Message}. {one.Hint}");
        failed += damaged.Count;
        foreach (var system in systems)
        {
            if (!IsHost(system)) continue;
            try
            {
                var journal = UndoJournal.Open(system, time);
                if (journal.Pending().Count == 0) continue;
                if (RunLock.IsHeld(system))
                {
                    Console.WriteLine($"{system}: a run is at work there and restores its services itself");
                    continue;
                }

                using var _ = RunLock.Acquire(system, "faultline services heal", time);
                var report = await Healer.HealAsync(await OpenAsync(system, time, cancellationToken), journal, ReadyLimit, time, cancellationToken);
                foreach (var line in report.Lines) Console.WriteLine($"{system}: {line}");
                foreach (var failure in report.Failures) await Console.Error.WriteLineAsync($"error: {system}: {failure}");
                healed += report.Lines.Count;
                failed += report.Failures.Count;
            }
            catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
            {
                // The others are healed all the same.
                await Console.Error.WriteLineAsync($"error: {system}: {e.Message.TrimEnd('.')}. {(e as HostUnavailableException)?.Hint}");
                failed++;
            }
        }

        if (healed + failed == 0) Console.WriteLine("nothing to heal");
        return failed == 0 ? ExitCode.Consistent : ExitCode.Unavailable;
    }

    // The state folder also keeps the locks of sample shops, which are no systems that anything is done to.
    private static bool IsHost(string system) =>
        system.StartsWith(ProcessHost.SystemPrefix, StringComparison.Ordinal) || system.StartsWith(DockerHost.SystemPrefix, StringComparison.Ordinal);

    private static async Task<IServiceHost> OpenAsync(string system, TimeProvider time, CancellationToken cancellationToken) =>
        system.StartsWith(ProcessHost.SystemPrefix, StringComparison.Ordinal)
            ? ProcessHost.Open(system[ProcessHost.SystemPrefix.Length..], time)
            : await DockerHost.ReopenAsync(system, time, cancellationToken);
}
