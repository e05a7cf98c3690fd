using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Faultline.IntegrationTests.Cli;

/// <summary>The command line as its users run it: a process of its own, in a folder, with a state folder of its own.</summary>
public sealed partial class Tool(string folder, string state)
{
    public const int Sigint = 2;
    public const int Sigkill = 9;
    public const int Sigterm = 15;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Address of the Docker engine that the tool is to find; null: none, whatever this machine has.</summary>
    public Uri? Docker { get; init; }

    /// <summary>More variables of its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What the tool's command line is put behind, for example to run it in another network namespace.</summary>
    public IReadOnlyList<string> Behind { get; init; } = [];

    /// <summary>Runs a command to its end.</summary>
    public async Task<ToolResult> RunAsync(params string[] arguments)
    {
        await using var running = Start(arguments);
        return await running.EndAsync();
    }

    /// <summary>Starts a command.</summary>
    public RunningTool Start(params string[] arguments)
    {
        string[] command = [.. Behind, "dotnet", typeof(Faultline.Cli.Common.ExitCode).Assembly.Location, .. arguments];
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment["FAULTLINE_STATE"] = state;
        info.Environment["TERM"] = "dumb";
        info.Environment.Remove("DOCKER_HOST");
        if (Docker is not null) info.Environment["DOCKER_HOST"] = Docker.ToString();
        foreach (var (name, value) in Environment) info.Environment[name] = value;
        return new RunningTool(Process.Start(info)!, Limit);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    internal static partial int Signal(int pid, int signal);
}

/// <summary>How a command ended.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}

/// <summary>A command that runs.</summary>
public sealed class RunningTool : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _limit;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    internal RunningTool(Process process, TimeSpan limit)
    {
        (_process, _limit) = (process, limit);
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    public string Text
    {
        get
        {
            lock (_output) return _output.ToString() + _error;
        }
    }

    public void Signal(int signal) => _ = Tool.Signal(_process.Id, signal);

    /// <summary>Waits until something was written, or fails with what was written instead.</summary>
    public async Task SaidAsync(string text)
    {
        var watch = Stopwatch.StartNew();
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited && !Text.Contains(text, StringComparison.Ordinal), $"ended without saying \"{text}\":\n{Text}");
            Assert.True(watch.Elapsed < _limit, $"did not say \"{text}\" within {_limit.TotalSeconds} s:\n{Text}");
            await Task.Delay(20);
        }
    }

    public async Task<ToolResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(_limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"did not end within {_limit.TotalSeconds} s:\n{Text}");
        }

        lock (_output) return new ToolResult(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // In order first: a shop takes its services down with it.
            Signal(Tool.Sigterm);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited) _process.Kill();
        }

        _process.Dispose();
    }

    private void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (_output) text.AppendLine(line);
    }
}
