using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>Starts an instance again and waits until it says itself that it serves.</summary>
internal sealed class InstanceRevival(IServiceHost host, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    /// <summary>Starts the instance; tried again until the limit, since a host may be away for a while.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="limit">How long it is tried again.</param>
    /// <param name="giveUp">Ends the trying again; a start that is under way is never cut.</param>
    /// <returns>Null, or why it could not be started.</returns>
    public async Task<string?> StartAsync(InstanceId instance, TimeSpan limit, CancellationToken giveUp)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                await host.StartAsync(instance, CancellationToken.None);
                return null;
            }
            catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
            {
                if (time.GetElapsedTime(begun) >= limit) return e is HostUnavailableException { Hint: { } hint } ? $"{e.Message}. {hint}" : e.Message;
            }

            await Task.Delay(Retry, time, giveUp);
        }
    }

    /// <summary>Waits until the instance is ready; false where it was not within the limit.</summary>
    public async Task<bool> WaitReadyAsync(InstanceId instance, TimeSpan limit, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (await host.IsReadyAsync(instance, cancellationToken)) return true;
            }
            catch (HostUnavailableException)
            {
                // Asked again until the limit.
            }

            if (time.GetElapsedTime(begun) >= limit) return false;
            await Task.Delay(Poll, time, cancellationToken);
        }
    }
}
