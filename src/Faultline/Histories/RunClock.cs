namespace Faultline.Histories;

/// <summary>Time since the start of the load: monotonic, and translated to UTC from one reading of the wall clock.</summary>
public sealed class RunClock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    /// <summary>The source of time.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>The moment at which <see cref="Elapsed"/> was zero.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => Time.GetElapsedTime(_origin);

    /// <summary>The time of the run at which <see cref="Time"/> gave <paramref name="timestamp"/>.</summary>
    public TimeSpan At(long timestamp) => Time.GetElapsedTime(_origin, timestamp);

    /// <summary>The wall-clock time of a moment of the run.</summary>
    public DateTimeOffset ToUtc(TimeSpan elapsed) => StartedAt + elapsed;
}
