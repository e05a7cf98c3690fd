using System.Runtime.InteropServices;

namespace Faultline.Cli.Common;

/// <summary>
/// Turns signals into an orderly end: the first asks for it (of a run: the load ends, restore, judge, report), the second
/// asks a run not to wait for requests in flight and not to judge.
/// </summary>
internal sealed partial class Interruption : IDisposable
{
    private const string Stopping = "Stopping: what was begun is put in order first.";
    private const string StillStopping = "Stopping already: what was begun is put in order first.";
    private const string StoppingRun = "Stopping: the load ends, killed services are restored, and what was done is judged. A second signal skips what is waited for and the judging.";
    private const string ForcingRun = "Forced: requests in flight are not waited for and the books are not judged; killed services are still restored.";
    private const int Sigint = 2;
    private const nint DefaultDisposition = 0;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _force = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile Action<string> _tell = Console.Error.WriteLine;
    private readonly bool _isRun;
    private static int _first;
    private int _signal;

    /// <summary>128 + the number of the first signal that this process was sent, whichever command listened; null where none came.</summary>
    public static int? ExitCodeOfProcess => _first == 0 ? null : _first;

    /// <param name="isRun">Whether it is a run that is to end, with a load and books to be judged.</param>
    public Interruption(bool isRun)
    {
        _isRun = isRun;
        // Scripts start their background jobs with this signal ignored, and who sends it to a run by hand means it.
        if (!OperatingSystem.IsWindows()) _ = SetDisposition(Sigint, DefaultDisposition);
        Register(PosixSignal.SIGINT, 130);
        Register(PosixSignal.SIGTERM, 143);
        if (!OperatingSystem.IsWindows()) Register(PosixSignal.SIGHUP, 129);
    }

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Set by the second.</summary>
    public CancellationToken Force => _force.Token;

    /// <summary>128 + the signal's number, or null where none came.</summary>
    public int? ExitCode => _signal == 0 ? null : _signal;

    /// <summary>Who is told of signals, until the returned object is disposed; otherwise standard error.</summary>
    public IDisposable Tell(Action<string> listener)
    {
        _tell = listener;
        return new Listening(this);
    }

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _stop.Dispose();
        _force.Dispose();
    }

    private void Register(PosixSignal signal, int code) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Interlocked.CompareExchange(ref _first, code, 0);
            if (Interlocked.CompareExchange(ref _signal, code, 0) == 0)
            {
                _tell(_isRun ? StoppingRun : Stopping);
                Cancel(_stop);
            }
            else
            {
                _tell(_isRun ? ForcingRun : StillStopping);
                Cancel(_force);
            }
        }));

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command is just ending, and the signal has nothing left to stop.
        }
    }

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint SetDisposition(int signal, nint disposition);

    private sealed class Listening(Interruption interruption) : IDisposable
    {
        public void Dispose() => interruption._tell = Console.Error.WriteLine;
    }
}
