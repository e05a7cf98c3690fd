using System.Diagnostics;
using System.Runtime.InteropServices;
using Faultline.Benches.Soak.Plans;

namespace Faultline.Benches.Soak.Commands;

/// <summary>A command of the tool that runs as a process of its own, as people type it.</summary>
internal sealed partial class RunningCommand : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Queue<string> _last = new();
    private readonly string _text;
    private readonly string _logFile;
    private volatile int _phase;
    private volatile bool _isUp;
    private int _faults;

    private RunningCommand(Process process, string text, string logFile)
    {
        (_process, _text, _logFile) = (process, text, logFile);
        _log = new StreamWriter(logFile) { AutoFlush = true };
        _log.WriteLine($"$ {text}");
        process.OutputDataReceived += (_, line) => Told(line.Data);
        process.ErrorDataReceived += (_, line) => Told(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    public int Pid => _process.Id;

    /// <summary>The file with all that it wrote.</summary>
    public string LogFile => _logFile;

    public bool HasEnded => _process.HasExited;

    /// <summary>How far it said that it is.</summary>
    public Phase Phase => (Phase)_phase;

    /// <summary>Whether it said that the shop is up.</summary>
    public bool IsUp => _isUp;

    /// <summary>How many kills it said that it had done.</summary>
    public int Faults => _faults;

    /// <summary>The last lines it wrote, and where the others are.</summary>
    public string Tail
    {
        get
        {
            lock (_last) return $"{string.Join(" | ", _last)} (all of it: {_logFile})";
        }
    }

    public static RunningCommand Start(string folder, string[] arguments, IReadOnlyDictionary<string, string?> environment, string logFile)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Faultline.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            if (value is null) info.Environment.Remove(name);
            else info.Environment[name] = value;
        return new RunningCommand(Process.Start(info)!, $"faultline {string.Join(' ', arguments)}", logFile);
    }

    /// <summary>Sends a signal; whether there was anybody to get it.</summary>
    public bool Strike(Signal signal) => !_process.HasExited && Send(_process.Id, (int)signal) == 0;

    /// <summary>Waits until it is that far, or has ended; whether it is.</summary>
    public Task<bool> ReachesAsync(Phase phase, CancellationToken stop) => WaitAsync(() => Phase >= phase, $"reach {phase}", stop);

    /// <summary>Waits until it says that the shop is up, or has ended; whether it is.</summary>
    public Task<bool> ComesUpAsync(CancellationToken stop) => WaitAsync(() => IsUp, "bring the shop up", stop);

    /// <summary>Waits so long, or until it has ended.</summary>
    public async Task PassesAsync(TimeSpan time, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time && !_process.HasExited)
            await Task.Delay(time - watch.Elapsed < Poll ? TimeSpan.FromMilliseconds(1) : Poll, stop);
    }

    /// <summary>Waits for its end and returns its exit code, 128 and the signal where a signal ended it.</summary>
    /// <exception cref="SoakFailure">It does not end.</exception>
    public async Task<int> EndAsync(CancellationToken stop)
    {
        try
        {
            await _process.WaitForExitAsync(stop).WaitAsync(Limit, stop);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new SoakFailure($"{_text} did not end within {Limit.TotalSeconds} s: {Tail}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        lock (_last) _log.Dispose();
    }

    private async Task<bool> WaitAsync(Func<bool> condition, string what, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (_process.HasExited) return condition();
            if (watch.Elapsed > Limit) throw new SoakFailure($"{_text} did not {what} within {Limit.TotalSeconds} s: {Tail}");
            await Task.Delay(Poll, stop);
        }

        return true;
    }

    private void Told(string? line)
    {
        if (line is null) return;
        lock (_last)
        {
            // What comes after the end was seen is of no interest.
            if (_log.BaseStream is null) return;
            _log.WriteLine(line);
            _last.Enqueue(line.Trim());
            if (_last.Count > 4) _last.Dequeue();
        }

        if (line.StartsWith("the shop is up", StringComparison.Ordinal)) _isUp = true;
        if (line.StartsWith("  fault: killed ", StringComparison.Ordinal)) Interlocked.Increment(ref _faults);
        if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon && Enum.TryParse<Phase>(line[..colon], ignoreCase: true, out var phase) && Enum.IsDefined(phase))
            _phase = Math.Max(_phase, (int)phase);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    internal static partial int Send(int pid, int signal);
}
