using System.Globalization;

namespace Faultline.Tests.Simulation;

/// <summary>Counts of outcomes.</summary>
internal sealed class Tally
{
    private long _points;
    private long _crashes;
    private long _steps;
    private long _wrong;

    /// <summary>Outcomes so far.</summary>
    public long Points => Interlocked.Read(ref _points);

    /// <summary>Those with something wrong.</summary>
    public long Wrong => Interlocked.Read(ref _wrong);

    public void Add(Outcome outcome)
    {
        Interlocked.Increment(ref _points);
        Interlocked.Add(ref _crashes, outcome.Lives.Count(l => l.Life.IsDead));
        Interlocked.Add(ref _steps, outcome.Lives.Sum(l => (long)l.Life.Steps.Count));
        if (outcome.Wrongs.Count > 0) Interlocked.Increment(ref _wrong);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Points:N0} crash points, {_crashes:N0} deaths, {_steps:N0} steps, {Wrong:N0} violations");
}
