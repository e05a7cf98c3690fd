using System.CommandLine;
using Faultline.Cli.Common;
using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Watchdogs;

namespace Faultline.Cli.Watchdogs;

/// <summary>
/// The watchdog of one command, or none: started before anything can be left down, dismissed when the command ends and
/// nothing is. Where something is, it tries for a while when the command has ended.
/// </summary>
internal sealed class CommandWatchdog : IAsyncDisposable
{
    private readonly Watchdog? _watchdog;
    private readonly Func<bool> _isLeft;

    private CommandWatchdog(Watchdog? watchdog, Func<bool> isLeft, string? warning) =>
        (_watchdog, _isLeft, Warnings) = (watchdog, isLeft, warning is null ? [] : [warning]);

    /// <summary>None, since nothing can be left down or nobody wants it.</summary>
    public static CommandWatchdog None { get; } = new(null, () => false, null);

    /// <summary>That there is none, and why; empty where there is, or nobody wants it.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The option by which a person does without.</summary>
    public static Option<bool> Without() =>
        new("--no-watchdog") { Description = "No process that restores at once what is down should this one be killed (faultline services heal does it later)" };

    /// <summary>Starts one. Where it cannot be started the command goes on without.</summary>
    /// <param name="order">What it is for.</param>
    /// <param name="time">Source of time.</param>
    /// <param name="isLeft">Whether the command has left anything to do; null: what the order says.</param>
    public static async Task<CommandWatchdog> StartAsync(WatchdogOrder order, TimeProvider time, Func<bool>? isLeft = null)
    {
        try
        {
            var watchdog = await Watchdog.StartAsync(order, [.. OwnProgram.Command, WatchdogCommand.Name], time);
            return new CommandWatchdog(watchdog, isLeft ?? (() => IsLeft(order, time)), null);
        }
        catch (HostUnavailableException e)
        {
            return new CommandWatchdog(
                null, () => false,
                $"there is no watchdog ({e.Message.TrimEnd('.')}): what is down should this run be killed by SIGKILL stays so until faultline services heal");
        }
    }

    /// <summary>Who looks, before a load can kill anything, whether the watchdog stands.</summary>
    public IEnumerable<IRunObserver> Checks(Action<string> warn) => _watchdog is null ? [] : [new WatchdogCheck(_watchdog, warn)];

    public async ValueTask DisposeAsync()
    {
        if (_watchdog is null) return;
        try
        {
            if (_isLeft()) return;
        }
        catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
        {
            // What cannot be told is looked at by the watchdog, which writes down what it meets.
            return;
        }

        await _watchdog.DismissAsync();
    }

    private static bool IsLeft(WatchdogOrder order, TimeProvider time) =>
        // What is pending beside another that is at work there is that one's, who restores it: this command was refused.
        order.Demo is { } folder
            ? Directory.Exists(folder)
            : order.Systems.Any(s => !RunLock.IsHeld(s) && UndoJournal.Open(s, time).Pending().Count > 0);
}
