using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Cli.Hosts;

/// <summary>
/// The lock of a system for what puts it in order (heal, watchdog, restart, kill, a sample that is taken down): these wait for each other, and none of them
/// for a run, which may take hours and restores its services itself.
/// </summary>
internal static class SystemLock
{
    public const string Heal = "faultline services heal";
    public const string Watchdog = "faultline watchdog";
    public const string Restart = "faultline services restart";
    public const string Kill = "faultline services kill";
    public const string ShopDown = "faultline shop down";
    public const string SampleDown = "faultline sample down";

    private static readonly string[] Brief = [Heal, Watchdog, Restart, Kill, ShopDown, SampleDown];
    private const int Misses = 3;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    // A heal or a restart may wait minutes for each of several instances, and its lock goes with its process: whoever still
    // has it lives. The limit is for one that hangs.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The command that takes a sample down; the shop has one of its own.</summary>
    public static string DownOf(string sample) => sample == SampleRecord.First ? ShopDown : SampleDown;

    /// <summary>Takes the lock once nobody else puts the system in order.</summary>
    /// <param name="system">Name of the system, see <see cref="IServiceHost.System"/>.</param>
    /// <param name="purpose">One of the constants here, and perhaps more words.</param>
    /// <param name="tell">Is told once for whom it waits.</param>
    /// <param name="time">Source of time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="state">Where the lock is kept, if not in <see cref="StateFolder.OfUser"/>.</param>
    /// <returns>The lock, or the run that has it.</returns>
    /// <exception cref="HostUnavailableException">Somebody else is not done in time, or who it is cannot be told.</exception>
    public static async Task<(RunLock? Held, LockHolder? Run)> EnterAsync(
        string system, string purpose, Action<string> tell, TimeProvider time, CancellationToken cancellationToken, StateFolder? state = null)
    {
        state ??= StateFolder.OfUser;
        var wait = new Waiting(system, state, tell, time);
        for (var unheld = 0; ;)
        {
            try
            {
                return (RunLock.Acquire(system, purpose, time, state), null);
            }
            catch (HostUnavailableException) when (RunLock.IsHeld(system, state) || unheld++ < Misses)
            {
                // Whoever had it may just have left.
            }

            if (wait.Run() is { } run) return (null, run);
            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    /// <summary>Returns once nobody puts the system in order any more; a run may be at work there then.</summary>
    /// <inheritdoc cref="EnterAsync"/>
    public static async Task QuietAsync(string system, Action<string> tell, TimeProvider time, CancellationToken cancellationToken)
    {
        var state = StateFolder.OfUser;
        var wait = new Waiting(system, state, tell, time);
        while (RunLock.IsHeld(system, state) && wait.Run() is null) await Task.Delay(Poll, time, cancellationToken);
    }

    /// <summary>Waiting for whoever has the lock, and for how long.</summary>
    private sealed class Waiting(string system, StateFolder state, Action<string> tell, TimeProvider time)
    {
        private readonly long _begun = time.GetTimestamp();
        private bool _told;

        /// <summary>The run that has the lock; null where it is somebody to be waited for.</summary>
        public LockHolder? Run()
        {
            // Whoever has only just come has no name yet.
            var holder = RunLock.Holder(system, state);
            if (holder is not null && !Brief.Any(b => holder.Purpose.StartsWith(b, StringComparison.Ordinal))) return holder;
            var who = holder is null ? "another process" : $"{holder.Purpose} (pid {holder.Pid})";
            if (time.GetElapsedTime(_begun) > Limit)
                throw new HostUnavailableException($"{who} is still at work on {system} after {Limit.TotalMinutes:0} minutes", "Next: wait for it, or end it; then this again");
            if (holder is not null && !_told) tell($"waiting for {who}");
            _told |= holder is not null;
            return null;
        }
    }
}
