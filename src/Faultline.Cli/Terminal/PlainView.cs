using System.Globalization;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Reporting;

namespace Faultline.Cli.Terminal;

/// <summary>Progress for logs and pipes: a line per phase and fault, and one every ten seconds of the load.</summary>
internal sealed class PlainView(TextWriter output, TimeProvider time) : IRunView
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly WorkProgress _progress = new(time);
    private long _lastProgress = time.GetTimestamp();
    private TimeSpan _nextLine = Every;

    public void PhaseStarted(RunPhase phase, string text)
    {
        if (phase == RunPhase.Load) _nextLine = Every;
        Write($"{phase.ToString().ToLowerInvariant()}: {text}");
    }

    public void Progressed(string what, long done, long total)
    {
        string text;
        lock (_lock)
        {
            _progress.Set(what, done, total);
            if (time.GetElapsedTime(_lastProgress) < Every) return;
            _lastProgress = time.GetTimestamp();
            text = _progress.ToString();
        }

        Write($"  {text}");
    }

    public void LoadObserved(LoadSnapshot snapshot)
    {
        if (snapshot.Elapsed < _nextLine) return;
        _nextLine = snapshot.Elapsed + Every;
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"  {snapshot.Elapsed.TotalSeconds,4:0} s  {snapshot.Users} users  {snapshot.RequestsPerSecond:0} req/s  ok {snapshot.Ok}  failed {snapshot.Failed}  unknown {snapshot.Unknown}  p95 {Figures.Milliseconds(snapshot.P95, snapshot.AtLeast.HasFlag(LowerBounds.P95))}"));
    }

    public void Planned(string message) => Write($"  plan: {message}");

    public void FaultChanged(string message) => Write($"  fault: {message}");

    public void Warned(string message) => Write($"warning: {message}");

    public void Told(string message) => Write(message);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Write(string line)
    {
        lock (_lock) output.WriteLine(line);
    }
}
