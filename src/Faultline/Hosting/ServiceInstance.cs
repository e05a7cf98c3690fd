namespace Faultline.Hosting;

/// <summary>Name of a service as its operators know it, for example <c>order-service</c>.</summary>
public readonly record struct ServiceName(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Identity of one instance (replica) of a service within its host, for example <c>order-service-1</c>.</summary>
/// <param name="Value">The name that people know it by.</param>
/// <param name="Handle">
/// What no other instance ever has, not even a later one of the same name, or null where the name is all there is:
/// for a container its id.
/// </param>
public readonly record struct InstanceId(string Value, string? Handle = null)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>State of an instance.</summary>
public enum InstanceState
{
    /// <summary>It runs (which does not say that it is ready).</summary>
    Running,

    /// <summary>It does not run.</summary>
    Exited,

    /// <summary>It is frozen.</summary>
    Paused,

    /// <summary>Its host is bringing it back.</summary>
    Restarting,
}

/// <summary>One instance of a service.</summary>
public sealed record ServiceInstance(ServiceName Service, InstanceId Id, InstanceState State)
{
    /// <summary>What it ended with, where it has ended and its host knows that; else null.</summary>
    public int? ExitCode { get; init; }
}
