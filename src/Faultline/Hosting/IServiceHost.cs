namespace Faultline.Hosting;

/// <summary>What runs the services of a system under test: child processes or a container engine.</summary>
/// <remarks>All methods throw <see cref="HostUnavailableException"/> where the host itself cannot be reached.</remarks>
public interface IServiceHost
{
    /// <summary><c>process</c> or <c>docker</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Name of the system (engine and project, or folder), the same from every working folder;
    /// run lock and undo journal are kept under it.
    /// </summary>
    string System { get; }

    /// <summary>All instances, by service, then by number.</summary>
    Task<IReadOnlyList<ServiceInstance>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Ends an instance by SIGKILL and returns when it is confirmed gone. No error if it is gone already.</summary>
    /// <returns>
    /// When it was gone, by the host's own clock: earlier than the return, by tenths of a second where the host is slow to
    /// confirm. Null where that is not known.
    /// </returns>
    Task<DateTimeOffset?> KillAsync(InstanceId instance, CancellationToken cancellationToken);

    /// <summary>Starts an instance that has exited and returns when the start is confirmed. No error if it runs.</summary>
    Task StartAsync(InstanceId instance, CancellationToken cancellationToken);

    /// <summary>Asks the instance itself, never the gateway, whether it serves.</summary>
    Task<bool> IsReadyAsync(InstanceId instance, CancellationToken cancellationToken);
}
