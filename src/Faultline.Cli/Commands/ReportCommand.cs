using System.CommandLine;
using Faultline.Cli.Common;
using Faultline.Cli.Options;
using Faultline.Cli.Terminal;
using Faultline.Configuration;
using Faultline.Reporting.Charts;
using Faultline.Reporting.Pages;
using Faultline.Reporting.Runs;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline report</c>: sets all stored runs side by side, as pictures and, if asked for, as a report.</summary>
internal sealed class ReportCommand(EarlierSchema earlier)
{
    private readonly Option<string> _results = new("--results-dir")
    {
        Description = "Folder that holds the runs", DefaultValueFactory = _ => "results", HelpName = "FOLDER",
    };

    private readonly Option<string> _output = new("--output-dir")
    {
        Description = "Folder that the pictures and the report go into", DefaultValueFactory = _ => "visualizations", HelpName = "FOLDER",
    };

    private readonly Option<bool> _report = new("--report") { Description = "Also write report.html and report.md over all runs" };

    /// <param name="earlier">Reads the trade of runs of schema 1.</param>
    public static Command Create(EarlierSchema earlier)
    {
        var report = new ReportCommand(earlier);
        var command = new Command("report", "Draws what all runs found, side by side, and writes a report over them")
        {
            report._results, report._output, report._report,
        };
        command.SetAction((parsed, _) => report.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        var output = CommonOptions.Output(parsed);
        var folder = parsed.GetValue(_output)!;
        var archive = Read(parsed.GetValue(_results)!, folder);
        foreach (var skipped in archive.Skipped) await Console.Error.WriteLineAsync($"skipped {skipped.Name}: {skipped.Reason}");

        var overview = new RunOverview(archive, folder);
        DrawingUnavailableException? notDrawn = null;
        var files = new List<string>();
        try
        {
            Directory.CreateDirectory(folder);
            try
            {
                files.AddRange(OverviewFiles.WritePictures(overview));
            }
            catch (DrawingUnavailableException e)
            {
                // The report draws for itself, without that library.
                notDrawn = e;
            }

            if (parsed.GetValue(_report)) files.AddRange(await OverviewFiles.WriteReportAsync(overview, [.. files]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationError(
                $"cannot write to {Path.GetFullPath(folder)} ({e.Message.TrimEnd('.')})", Hint: "Next: choose another folder with --output-dir"));
        }

        var result = new OverviewResult(overview, files);
        if (output.Json) result.WriteJson(StandardStreams.Output);
        else result.WriteText(output.CreateResultConsole());
        if (notDrawn is null) return ExitCode.Consistent;

        await Console.Error.WriteLineAsync($"error: {notDrawn.Message}");
        await Console.Error.WriteLineAsync("  Next: --report writes a page that draws the same figures without that library");
        return ExitCode.Unavailable;
    }

    private RunArchive Read(string results, string output)
    {
        var full = Path.GetFullPath(results);
        const string Next = "Next: run faultline stress or faultline test first, or name the folder that holds the runs with --results-dir";
        if (!Directory.Exists(full))
            throw new ConfigurationException(new ConfigurationError(
                File.Exists(full) ? $"{full} is a file, not a folder with runs" : $"there is no folder {full}", Hint: Next));
        try
        {
            var archive = RunArchive.Read(full, earlier, output);
            return archive.Runs.Count > 0 ? archive : throw new ConfigurationException(NoRun(archive, Next));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationError($"cannot read {full} ({e.Message.TrimEnd('.')})", Hint: Next));
        }
    }

    private static ConfigurationError NoRun(RunArchive archive, string next)
    {
        if (File.Exists(Path.Combine(archive.Folder, "run.json")))
            return new ConfigurationError($"{archive.Folder} is a single run", Hint: $"Next: name the folder above it, --results-dir {Path.GetDirectoryName(archive.Folder)}");
        const int Most = 10;
        var looked = archive.Skipped.Count == 0
            ? "there is no folder in it"
            : string.Join("; ", archive.Skipped.Take(Most).Select(s => $"{s.Name}: {s.Reason.TrimEnd('.')}")) + (archive.Skipped.Count > Most ? "; …" : "");
        return new ConfigurationError($"there is no finished run in {archive.Folder} ({looked})", Hint: next);
    }
}
