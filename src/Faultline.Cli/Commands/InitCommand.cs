using System.CommandLine;
using Faultline.Cli.Common;
using Faultline.Cli.Options;
using Faultline.Cli.Terminal;
using Faultline.Configuration;
using Faultline.Experiments;
using Faultline.Storage;
using Faultline.Workloads.Http.Files;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline init</c>: the configuration files to start from, with what each field means, and their schemas.</summary>
internal sealed class InitCommand(WorkloadProfile profile)
{
    private const string Written = "written";
    private const string Kept = "kept";

    private readonly Option<bool> _force = new("--force") { Description = "Replace the files that are there" };

    private readonly Option<string?> _system = CommonOptions.OneOf(
        new Option<string?>("--system") { Description = "Write an experiment file of this system instead, for faultline run" }, [.. ExperimentFile.StarterFiles.Keys]);

    /// <summary>The command, for the files of a workload.</summary>
    public static Command Create(WorkloadProfile profile)
    {
        var init = new InitCommand(profile);
        var command = new Command("init", "Writes urls.json and kill_config.json, or an experiment file, with what each field means, and their schemas for editors")
        {
            init._force, init._system,
        };
        command.SetAction(init.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var folder = Directory.GetCurrentDirectory();
        var starters = parsed.GetValue(_system) is { } system ? [ExperimentFile.StarterFiles[system], ExperimentFile.Schema] : profile.StarterFiles;
        var files = starters
            .Select(file => (file.Name, State: Write(file, folder, parsed.GetValue(_force)))).ToArray();
        if (CommonOptions.Output(parsed).Json)
        {
            JsonOutput.Write(files.Select(f => new { file = f.Name, state = f.State }));
            return ExitCode.Consistent;
        }

        foreach (var (name, state) in files) Console.WriteLine($"{state,-8} {name}");
        if (files.Any(f => f.State == Kept)) Console.WriteLine("What was there is kept; --force replaces it.");
        return ExitCode.Consistent;
    }

    private static string Write(StarterFile file, string folder, bool replace)
    {
        var path = Path.Combine(folder, file.Name);
        if (File.Exists(path) && !replace) return Kept;

        try
        {
            AtomicFile.Write(path, file.Text);
            return Written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationError(
                $"cannot write {file.Name} to {folder} ({e.Message.TrimEnd('.')})", Hint: "Next: run it in a folder that can be written to"));
        }
    }
}
