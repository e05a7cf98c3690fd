using Faultline.Hosting;

namespace Faultline.Cli.Hosts;

/// <summary>
/// The lock of a system for what puts it in order (heal, watchdog, restart): these wait for each other, and none of them
/// for a run, which may take hours and restores its services itself.
/// </summary>
internal static class SystemLock
{
    public const string Heal = "faultline services heal";
    public const string Watchdog = "faultline watchdog";
    public const string Restart = "faultline services restart";
    public const string Kill = "faultline services kill";

    private static readonly string[] Brief = [Heal, Watchdog, Restart, Kill];
    private const int Misses = 3;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    // Longer than a heal may take by itself.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Takes the lock once nobody else puts the system in order.</summary>
    /// <param name="system">Name of the system, see <see cref="IServiceHost.System"/>.</param>
    /// <param name="purpose">One of the constants here, and perhaps more words.</param>
    /// <param name="tell">Is told once for whom it waits.</param>
    /// <param name="time">Source of time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The lock, or the run that has it.</returns>
    /// <exception cref="HostUnavailableException">Somebody else is not done in time, or who it is cannot be told.</exception>
    public static async Task<(RunLock? Held, LockHolder? Run)> EnterAsync(
        string system, string purpose, Action<string> tell, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var told = false;
        for (var unheld = 0; ;)
        {
            try
            {
                return (RunLock.Acquire(system, purpose, time), null);
            }
            catch (HostUnavailableException) when (RunLock.IsHeld(system) || unheld++ < Misses)
            {
                // Whoever had it may just have left; whoever has only just come has no name yet.
            }

            var holder = RunLock.Holder(system);
            if (holder is not null && !IsBrief(holder)) return (null, holder);
            var who = holder is null ? "another process" : $"{holder.Purpose} (pid {holder.Pid})";
            if (time.GetElapsedTime(begun) > Limit)
                throw new HostUnavailableException($"{who} is still at work on {system} after {Limit.TotalSeconds:0} s", "Next: wait for it, or end it; then this again");
            if (holder is not null && !told)
            {
                tell($"waiting for {who}");
                told = true;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    /// <summary>Whether the holder puts the system in order and is soon done.</summary>
    public static bool IsBrief(LockHolder holder) => Brief.Any(b => holder.Purpose.StartsWith(b, StringComparison.Ordinal));
}
