namespace Faultline.Hosting;

/// <summary>What runs the services of a system under test: child processes or a container engine.</summary>
/// <remarks>
/// What only some hosts can do are interfaces beside this one, see <see cref="HostCapabilities"/>.
/// All methods throw <see cref="HostUnavailableException"/> where the host itself cannot be reached.
/// </remarks>
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

    /// <summary>
    /// Starts an instance that has exited, resumes one that is paused, and returns when that is confirmed. No error if it runs.
    /// </summary>
    Task StartAsync(InstanceId instance, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the instance itself, never the gateway, whether it serves: one start of it ran before the answer, gave the
    /// answer, and still ran after it.
    /// </summary>
    Task<ReadyCheck> CheckReadyAsync(InstanceId instance, CancellationToken cancellationToken);
}

/// <summary>Whether an instance serves.</summary>
/// <param name="IsReady">Whether that is proved.</param>
/// <param name="Why">What speaks against it, as half a sentence; null where it is ready.</param>
public readonly record struct ReadyCheck(bool IsReady, string? Why)
{
    /// <summary>It serves.</summary>
    public static ReadyCheck Yes { get; } = new(true, null);

    /// <summary>It does not, or that it does is not proved.</summary>
    public static ReadyCheck No(string why) => new(false, why);
}
