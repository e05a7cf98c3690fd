using System.Globalization;
using Faultline.Cli.Common;
using Faultline.Cli.Terminal;
using Faultline.Histories;
using Faultline.Workloads.Http.Files;
using Faultline.Workloads.Http.Trials;

namespace Faultline.Cli.Commands;

/// <summary>
/// Holds an experiment's file against its system: every operation is sent once, on entities made for it, and what it should
/// have moved is read before and after. Nothing is killed.
/// </summary>
internal static class FileCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Checks a file; 0 where all fits, 1 where what was read back does not fit what the file says.</summary>
    /// <exception cref="Configuration.ConfigurationException">The file is wrong: 64.</exception>
    /// <exception cref="Experiments.TargetUnavailableException">A target does not answer: 69.</exception>
    public static async Task<int> RunAsync(string path, OutputSettings output, CancellationToken stop)
    {
        var file = ExperimentFile.Read(path);
        using var targets = ExperimentOptions.OpenTargets(file, TimeProvider.System, budget: null);
        var trial = await ModelTrial.RunAsync(file.Model, targets, file.Load.OperationTimeout, Limit, stop);
        if (output.Json) WriteJson(file, trial);
        else WriteText(file, trial);
        return trial.Fits ? ExitCode.Consistent : ExitCode.Inconsistent;
    }

    private static void WriteJson(ExperimentFile file, SystemTrial trial) => JsonOutput.Write(new
    {
        file = file.Path,
        fits = trial.Fits,
        warnings = file.Warnings.Select(ExperimentOptions.Line),
        targets = trial.Targets,
        operations = trial.Operations.Select(o => new
        {
            o.Operation,
            o.Request,
            o.Status,
            outcome = Word(o.Outcome),
            o.Said,
            o.Shown,
            postings = o.Postings,
        }),
        problems = trial.Problems,
    });

    private static void WriteText(ExperimentFile file, SystemTrial trial)
    {
        foreach (var warning in file.Warnings) Console.WriteLine($"warning: {ExperimentOptions.Line(warning)}");
        foreach (var target in trial.Targets) Console.WriteLine($"answered: {target}");
        foreach (var operation in trial.Operations)
        {
            Console.WriteLine($"{operation.Operation}: {operation.Request} answered {(operation.Status == 0 ? "nothing" : Number(operation.Status))} ({Word(operation.Outcome)}){(operation.Said.Length == 0 ? "" : $": {operation.Said}")}");
            if (operation.Shown is { } shown) Console.WriteLine($"  shows {Number(shown)}");
            foreach (var posting in operation.Postings)
                Console.WriteLine($"  {posting.Account} {posting.Amount.ToString("+0;-0;0", CultureInfo.InvariantCulture)}: {Read(posting.Before)} before, {Read(posting.After)} after");
        }

        foreach (var problem in trial.Problems) Console.WriteLine($"check: {problem}");
        Console.WriteLine(trial.Fits
            ? $"{file.Path} fits: what each operation posts is what was read back"
            : $"{file.Path} does not fit its system; nothing was killed");
    }

    private static string Read(long? value) => value is { } number ? Number(number) : "not read";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Ok => "ok",
        Outcome.Failed => "failed",
        Outcome.Unknown => "unknown",
    };
}
