using System.CommandLine;
using System.Runtime.InteropServices;
using Faultline.Cli.Terminal;
using Faultline.Cli.Watchdogs;
using Faultline.Configuration;
using Faultline.Experiments.Phases;
using Faultline.Hosting;
using Faultline.Load.Http;
using Faultline.Reporting.Json;
using Spectre.Console;

namespace Faultline.Cli.Runs;

/// <summary>Carries out one experiment under the eyes of a person or a log, and tells the result.</summary>
internal sealed class RunSession(OutputSettings output, TimeProvider time)
{
    /// <summary>Version of tool, runtime and system, for the report.</summary>
    public static string Versions { get; } =
        $"faultline {typeof(RunSession).Assembly.GetName().Version?.ToString(3)}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}";

    /// <summary>The command line that was given, as a shell takes it; secrets of addresses are hidden.</summary>
    public static string Reproduce(ParseResult parsed) =>
        "faultline " + string.Join(' ', parsed.Tokens.Select(t => UrlText.WithoutSecrets(t.Value)).Select(word => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,".Contains(c))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    /// <summary>Runs a workload; signals end the run in order.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="open">Opens the workload, with the connections that this machine lets it have.</param>
    /// <param name="host">What runs the services, or null.</param>
    /// <param name="watchdog">Heals if this process dies.</param>
    /// <param name="interruption">Signals.</param>
    /// <exception cref="HostUnavailableException">This machine leaves no room for a load, or the host cannot be used.</exception>
    public async Task<FinishedRun> RunAsync(
        RunSettings settings, Func<ConnectionBudget, OpenWorkload> open, IServiceHost? host, CommandWatchdog watchdog, Interruption interruption)
    {
        var connections = LoadConnections.For(settings.Users, host);
        var (workload, targets) = open(connections.Budget);
        using var closing = targets;
        var experiment = settings.Experiment([.. connections.Warnings, .. watchdog.Warnings]);
        await using var view = output.CreateView(experiment, host, time);
        using var told = interruption.Tell(view.Told);
        var runner = new ExperimentRunner(new RunContext(experiment, workload, host, new RunFiles(view.Warned), [view, .. watchdog.Checks(view.Warned)], time));
        return await runner.RunAsync(interruption.Stop, interruption.Force);
    }

    /// <summary>Tells that a signal came before the run began, and returns the exit code.</summary>
    public static int NeverBegan(Interruption interruption)
    {
        Console.Error.WriteLine("Stopped before the run began. Nothing was killed.");
        return interruption.ExitCode ?? ExitCode.Internal;
    }

    /// <summary>Prints the result to standard output in the format asked for.</summary>
    public void Print(FinishedRun finished)
    {
        if (output.Json) RunJson.Write(finished.Run, StandardStreams.Output);
        else new ResultText(output.CreateResultConsole()).Write(finished);
    }
}
