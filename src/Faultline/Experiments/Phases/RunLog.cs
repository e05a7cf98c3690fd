using System.Globalization;

namespace Faultline.Experiments.Phases;

/// <summary>Writes what happens to <c>run.log</c>, a line each with UTC time, flushed at once.</summary>
internal sealed class RunLog : IRunObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _writer;
    private readonly TimeProvider _time;

    public RunLog(string path, TimeProvider time)
    {
        _writer = new StreamWriter(path) { AutoFlush = true };
        _time = time;
    }

    public void PhaseStarted(RunPhase phase, string text) => Write($"{phase.ToString().ToLowerInvariant()}: {text}");

    public void Progressed(string what, long done, long total)
    {
        if (done == total) Write($"{what}: {done}");
    }

    public void Planned(string message) => Write($"plan: {message}");

    public void FaultChanged(string message) => Write($"fault: {message}");

    public void Noted(string message) => Write(message);

    public void Warned(string message) => Write($"warning: {message}");

    public void Dispose() => _writer.Dispose();

    private void Write(string line)
    {
        lock (_lock)
        {
            try
            {
                _writer.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{_time.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'} {ToldText.Line(line)}"));
            }
            catch (IOException)
            {
                // A full disk is told by the history, which is what the verdict rests on.
            }
        }
    }
}
