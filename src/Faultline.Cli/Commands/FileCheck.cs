using System.Globalization;
using Faultline.Cli.Common;
using Faultline.Cli.Terminal;
using Faultline.Histories;
using Faultline.Hosting.State;
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
    /// <exception cref="Hosting.HostUnavailableException">A run loads it just now, which would take these effects for its own.</exception>
    /// <exception cref="Experiments.TargetUnavailableException">A target does not answer: 69.</exception>
    public static async Task<int> RunAsync(string path, OutputSettings output, CancellationToken stop)
    {
        var file = ExperimentFile.Read(path);
        using var targets = ExperimentOptions.OpenTargets(file, TimeProvider.System, budget: null);
        using var alone = AddressLocks.Acquire(await TargetAddress.ResolveAsync(targets.Addresses, stop), "faultline check", TimeProvider.System);
        var trial = await ModelTrial.RunAsync(file.Model, targets, file.Load.OperationTimeout, Limit, stop);
        var hide = file.Model.Variables.Secrets.Hide;
        if (output.Json) WriteJson(file, trial, hide);
        else WriteText(file, trial, hide);
        return trial.Fits ? ExitCode.Consistent : ExitCode.Inconsistent;
    }

    private static void WriteJson(ExperimentFile file, SystemTrial trial, Func<string, string> hide) => JsonOutput.Write(new
    {
        file = file.Path,
        fits = trial.Fits,
        warnings = ExperimentOptions.Warnings(file),
        targets = trial.Targets.Select(hide),
        operations = trial.Operations.Select(o => new
        {
            o.Operation,
            Request = hide(o.Request),
            o.Status,
            outcome = Word(o.Outcome),
            Said = hide(o.Said),
            o.Shown,
            postings = o.Postings.Select(p => p with { Account = hide(p.Account) }),
        }),
        problems = trial.Problems.Select(hide),
    });

    private static void WriteText(ExperimentFile file, SystemTrial trial, Func<string, string> hide)
    {
        foreach (var warning in ExperimentOptions.Warnings(file)) Console.WriteLine($"warning: {warning}");
        foreach (var target in trial.Targets) Console.WriteLine($"answered: {hide(target)}");
        foreach (var operation in trial.Operations)
        {
            Console.WriteLine(hide($"{operation.Operation}: {operation.Request} answered {(operation.Status == 0 ? "nothing" : Number(operation.Status))} ({Word(operation.Outcome)}){(operation.Said.Length == 0 ? "" : $": {operation.Said}")}"));
            if (operation.Shown is { } shown) Console.WriteLine($"  shows {Number(shown)}");
            foreach (var posting in operation.Postings)
                Console.WriteLine($"  {hide(posting.Account)} {posting.Amount.ToString("+0;-0;0", CultureInfo.InvariantCulture)}: {Read(posting.Before)} before, {Read(posting.After)} after");
        }

        foreach (var problem in trial.Problems) Console.WriteLine($"check: {hide(problem)}");
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
