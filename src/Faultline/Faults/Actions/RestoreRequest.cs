using Faultline.Hosting;

namespace Faultline.Faults.Actions;

/// <summary>How an instance is to be brought back, and who is told of it.</summary>
public sealed record RestoreRequest
{
    /// <summary>Where the instance runs.</summary>
    public required IServiceHost Host { get; init; }

    /// <summary>Source of time.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>How long it may take; <see cref="Timeout.InfiniteTimeSpan"/> where nothing limits it.</summary>
    public required TimeSpan Cap { get; init; }

    /// <summary>Told whenever a start is confirmed, or with true that it ran without one.</summary>
    public Action<bool> Started { get; init; } = _ => { };

    /// <summary>Told what stands in the way, whenever that changes.</summary>
    public Action<string> Trouble { get; init; } = _ => { };

    /// <summary>Ends further tries to start it; one is always made.</summary>
    public CancellationToken StopStarting { get; init; }

    /// <summary>Ends the waiting for readiness.</summary>
    public CancellationToken StopWaiting { get; init; }

    /// <summary>How often it is started; what ends again after that is left alone.</summary>
    public int MostStarts { get; init; } = int.MaxValue;

    /// <summary>Whether it must serve, and not only run.</summary>
    public bool MustServe { get; init; } = true;
}
