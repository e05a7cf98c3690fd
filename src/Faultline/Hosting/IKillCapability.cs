namespace Faultline.Hosting;

/// <summary>Of a host that can end an instance at once.</summary>
public interface IKillCapability
{
    /// <summary>Ends an instance by SIGKILL and returns when it is confirmed gone. No error if it is gone already.</summary>
    /// <returns>
    /// When it was gone, by the host's own clock: earlier than the return, by tenths of a second where the host is slow to
    /// confirm. Null where that is not known.
    /// </returns>
    /// <exception cref="HostUnavailableException">The host cannot be reached, or the instance does not end.</exception>
    Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken);
}
