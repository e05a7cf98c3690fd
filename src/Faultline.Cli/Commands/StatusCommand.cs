using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Faultline.Cli.Common;
using Faultline.Cli.Hosts;
using Faultline.Cli.Options;
using Faultline.Cli.Terminal;
using Faultline.Hosting;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline services status</c>: what runs, who is at work on it, and what killed runs have left down.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var selection = new SelectionOptions();
        var command = new Command("status", "Running of all instances of each service, the state of each, and who is at work on them") { selection.Host, selection.Project };
        command.SetAction(async (parsed, stop) =>
        {
            var host = await selection.OpenAsync(parsed, [], stop);
            var instances = await host.ListAsync(stop);
            SystemCondition? condition = null;
            Exception? unread = null;
            try
            {
                condition = SystemCondition.Of(host.System, TimeProvider.System);
            }
            catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
            {
                // What runs is told all the same.
                unread = e;
            }

            if (CommonOptions.Output(parsed).Json) JsonOutput.Write(Lines(instances, condition));
            else WriteText(instances, condition);
            if (unread is null) return ExitCode.Consistent;
            await Console.Error.WriteLineAsync($"error: {SystemHealing.Sentence(unread)}");
            return ExitCode.Unavailable;
        });
        return command;
    }

    private static IEnumerable<InstanceLine> Lines(IReadOnlyList<ServiceInstance> instances, SystemCondition? condition)
    {
        var heldBy = condition?.Holder is { } holder ? new HolderLine(holder.Pid, holder.Purpose, holder.Since) : null;
        var watchdog = condition?.Watchdogs is [var first, ..] ? new WatchdogLine(first.Pid, first.ToolPid, first.Purpose) : null;
        foreach (var i in instances)
            yield return new InstanceLine(i.Service.Value, i.Id.Value, Word(i.State), condition?.IsLeftDown(i), heldBy, watchdog);
        foreach (var gone in condition?.Gone(instances) ?? [])
            yield return new InstanceLine(gone.Service.Value, gone.Instance.Value, "gone", true, heldBy, watchdog);
    }

    private static void WriteText(IReadOnlyList<ServiceInstance> instances, SystemCondition? condition)
    {
        const string LeftDown = "   left down by a killed run: faultline services heal";
        foreach (var service in instances.GroupBy(i => i.Service.Value))
        {
            Console.WriteLine($"{service.Key,-18} {service.Count(i => i.State == InstanceState.Running)} of {service.Count()} running");
            foreach (var instance in service)
                Console.WriteLine($"  {instance.Id.Value,-22} {Word(instance.State)}{(condition?.IsLeftDown(instance) == true ? LeftDown : "")}");
        }

        if (condition is null) return;
        foreach (var gone in condition.Gone(instances))
            Console.WriteLine($"  {gone.Instance.Value,-22} is not there any more, and a killed run left it to be restored: faultline services heal");
        if (condition.Holder is { } holder)
            Console.WriteLine(
                $"{holder.Purpose} (pid {holder.Pid}) is at work here since {holder.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC");
        else if (condition.IsHeld) Console.WriteLine("another process is at work here");
        foreach (var watchdog in condition.Watchdogs)
            Console.WriteLine(watchdog.ToolLives
                ? $"a watchdog (pid {watchdog.Pid}) watches {watchdog.Purpose} (pid {watchdog.ToolPid})"
                : $"a watchdog (pid {watchdog.Pid}) restores what {watchdog.Purpose} (pid {watchdog.ToolPid}) left down when it was killed");
    }

    private static string Word(InstanceState state) => state.ToString().ToLowerInvariant();

    private sealed record InstanceLine(
        string Service,
        string Instance,
        string State,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? LeftDown,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HolderLine? HeldBy,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WatchdogLine? Watchdog);

    private sealed record HolderLine(int Pid, string Purpose, DateTimeOffset Since);

    private sealed record WatchdogLine(int Pid, int Watches, string Purpose);
}
