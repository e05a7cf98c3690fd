using System.CommandLine;
using Faultline.Cli.Common;
using Faultline.Cli.Options;
using Faultline.Cli.Runs;
using Faultline.Cli.Terminal;
using Faultline.Configuration;
using Faultline.Experiments;
using Faultline.Reporting;
using Faultline.Reporting.Json;
using Faultline.Reporting.Runs;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline check RUN</c>: audits a stored run again, offline; <c>faultline check FILE.yaml</c>: holds a file against its system.</summary>
internal static class CheckCommand
{
    private const string Results = "results";
    private const string RunFile = StoredRunFolder.RunFile;

    /// <param name="earlier">Reads the trade of a run of schema 1.</param>
    public static Command Create(EarlierSchema earlier)
    {
        var run = new Argument<string>("RUN") { Description = $"Folder of a run, for example {Results}/latest, or the name of one in {Results}; or the file of an experiment, FILE.yaml" };
        var command = new Command(
            "check",
            "Audits a run again from its files, without the system: the same verdict, or why not. Of a FILE.yaml: what is wrong with it, and what each operation moves, tried once and without kills") { run };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption(isRun: false);
            using var told = interruption.Tell(_ => Console.Error.WriteLine("stopping the check"));
            try
            {
                var named = parsed.GetValue(run)!;
                return ExperimentOptions.IsFile(named)
                    ? await FileCheck.RunAsync(named, CommonOptions.Output(parsed), interruption.Stop)
                    : await RunAsync(named, earlier, CommonOptions.Output(parsed), interruption.Stop);
            }
            catch (OperationCanceledException) when (interruption.ExitCode is { } code)
            {
                return code;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(string run, EarlierSchema earlier, OutputSettings output, CancellationToken stop)
    {
        OfflineAudit found;
        StoredRun? stored;
        string? problem;
        var folder = StoredRunFolder.Find(run, Results);
        try
        {
            (stored, problem, var isDamage) = StoredRun.Read(folder, earlier);
            found = await OfflineAudit.OfAsync(folder, stored?.ByKind ?? [], stop);
            // Before it has read its books a run writes no verdict.
            if (found.Audit is not null && isDamage) throw new InvalidDataException(problem!.TrimEnd('.'));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            string[] readable = [.. new[] { "run.json", "report.html" }.Where(file => File.Exists(Path.Combine(folder, file)))];
            throw new ConfigurationException(new ConfigurationError(
                $"the run \"{run}\" cannot be judged again: {e.Message}",
                Hint: readable.Length == 0 ? null : $"What is whole of its {string.Join(" and ", readable)} still tells what it found"));
        }

        var recorded = stored is null ? null : VerdictText.Word(stored.Verdict);
        var verdict = VerdictText.Word(found.Verdict.Kind);
        if (output.Json)
        {
            CheckJson.Write(Path.GetFileName(folder), found.Verdict, found.Audit, found.Notes, recorded, StandardStreams.Output);
        }
        else
        {
            new ResultText(output.CreateResultConsole()).Findings(found.Verdict, found.Audit);
            if (found.Audit is { } audit && ReadText.Summary(audit) is { } reads) Console.WriteLine($"reads: {reads}");
            if (found.Audit is { } settled && RestText.OfTransients(settled) is { } late) Console.WriteLine($"late: {late}");
            foreach (var note in found.Notes) Console.WriteLine($"! {note}");
            Console.WriteLine(recorded == verdict ? $"the same verdict as in {RunFile}"
                : recorded is null ? $"{RunFile} holds no verdict of a finished run to compare with. {problem}"
                : $"{RunFile} says {recorded.ToUpperInvariant()}{(stored!.Interrupted is { } why ? $": {why} after the books were read" : "")}");
        }

        return ExitCode.For(found.Verdict);
    }
}
