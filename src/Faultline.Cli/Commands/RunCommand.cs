using System.CommandLine;
using Faultline.Cli.Common;
using Faultline.Cli.Options;
using Faultline.Cli.Runs;
using Faultline.Cli.Targets;
using Faultline.Cli.Watchdogs;
using Faultline.Configuration;
using Faultline.Workloads.Http;
using Faultline.Workloads.Http.Files;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline run FILE.yaml</c>: load, faults and audit of any HTTP system, as its file describes it.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The experiment: targets, accounts, operations, users, load and faults, in YAML (faultline init --system bank writes one to start from)" };
    private readonly LoadOptions _load = LoadOptions.OverFile();
    private readonly TargetHost _target = new();
    private readonly Option<string> _output = CommonOptions.OutputDirectory();
    private readonly Option<int?> _seed = CommonOptions.Strict(new Option<int?>("--seed") { Description = "Seed of all random choices", HelpName = "N" });
    private readonly Option<string?> _name = new("--name") { Description = "Name of the run, part of its folder's name" };
    private readonly Option<bool> _noWatchdog = CommandWatchdog.Without();

    public static Command Create()
    {
        var run = new RunCommand();
        var command = new Command("run", "Puts the system of a file under load, kills its services, audits its books; options go before what the file says") { run._file };
        foreach (var option in run._load.All) command.Options.Add(option);
        foreach (var option in new Option[] { run._output, run._name, run._seed, run._noWatchdog }) command.Options.Add(option);
        foreach (var option in run._target.Options) command.Options.Add(option);
        command.SetAction((parsed, _) => run.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        var time = TimeProvider.System;
        var output = CommonOptions.Output(parsed);
        using var interruption = new Interruption(isRun: true);
        var file = Read(parsed.GetValue(_file)!);
        foreach (var warning in ExperimentOptions.Warnings(file)) await Console.Error.WriteLineAsync($"warning: {warning}");
        var settings = Settings(parsed, file);
        try
        {
            await _target.OpenAsync(parsed, file.Path, [.. file.Model.Targets.Select(t => t.Address).Distinct()], settings.Faults.Services, SystemProfile.Of(file.Model), time, interruption.Stop);
            await _target.QuietAsync(time, interruption.Stop);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return RunSession.NeverBegan(interruption);
        }

        settings = settings with { Project = _target.Project };
        await using var watchdog = await _target.WatchAsync($"run {settings.Name}", settings.Faults, parsed.GetValue(_noWatchdog), time);
        var session = new RunSession(output, time);
        try
        {
            var finished = await session.RunAsync(settings, budget => ExperimentOptions.Open(file, settings, time, budget), _target.Host, watchdog, interruption);
            session.Print(finished);
            return interruption.ExitCode ?? ExitCode.For(finished.Run.Verdict);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return RunSession.NeverBegan(interruption);
        }
    }

    private static ExperimentFile Read(string path) => ExperimentOptions.IsFile(path)
        ? ExperimentFile.Read(path)
        : throw new ConfigurationException(new ConfigurationError($"\"{path}\" is no file of an experiment: those end in .yaml or .yml", Hint: "Next: faultline init --system bank writes one to start from"));

    private RunSettings Settings(ParseResult parsed, ExperimentFile file)
    {
        var settings = _load.Settings(parsed, ExperimentOptions.Settings(file));
        return settings with
        {
            Name = parsed.GetValue(_name) ?? settings.Name,
            Seed = parsed.GetValue(_seed) ?? settings.Seed,
            OutputDirectory = parsed.GetValue(_output)!,
            Faults = FaultPlans.Of(file, settings.Users, settings.Runtime),
        };
    }
}
