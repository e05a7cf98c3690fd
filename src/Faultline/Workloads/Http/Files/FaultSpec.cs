using Faultline.Configuration;

namespace Faultline.Workloads.Http.Files;

/// <summary>What a fault waits for.</summary>
internal enum FaultMoment
{
    /// <summary>Users that have started.</summary>
    Users,

    /// <summary>Seconds since the start of the load.</summary>
    Time,

    /// <summary>Requests that were answered during the last second.</summary>
    RequestsPerSecond,
}

/// <summary>Services that are killed at a moment of the load.</summary>
internal sealed record FaultSpec
{
    /// <summary>What it waits for.</summary>
    public required FaultMoment Moment { get; init; }

    /// <summary>The value at which it fires: users, seconds or requests per second; a share from 0 to 1 where <see cref="IsShare"/>.</summary>
    public required double At { get; init; }

    /// <summary>Whether <see cref="At"/> is a share of the users, or of the length of the load.</summary>
    public bool IsShare { get; init; }

    /// <summary>Names of the services.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>How many instances of each.</summary>
    public int Count { get; init; } = 1;

    /// <summary>After what time they are started again; null: after the load.</summary>
    public TimeSpan? Recover { get; init; }

    /// <summary>Where it stands in its file.</summary>
    public ConfigPlace Place { get; init; }

    /// <summary>Where each of the services stands in its file.</summary>
    public IReadOnlyList<ConfigPlace> ServicePlaces { get; init; } = [];
}
