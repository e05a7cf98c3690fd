using System.CommandLine;
using Faultline.Cli.Common;
using Faultline.Cli.Options;
using Faultline.Cli.Runs;
using Faultline.Cli.Watchdogs;
using Faultline.Faults;
using Faultline.Workloads.Shop;
using ShopOptions = Faultline.Workloads.Shop.ShopOptions;

namespace Faultline.Cli.Shop.Commands;

/// <summary><c>faultline stress</c>: growing load on a shop, with services killed while it grows.</summary>
internal sealed class StressCommand
{
    private const string DefaultKillConfig = "kill_config.json";

    private readonly UserOptions _users = new();
    private readonly LoadOptions _load;
    private readonly ShopTarget _target = new();
    private readonly Option<string> _output = CommonOptions.OutputDirectory();
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<string> _name = new("--name") { Description = "Name of the run, part of its folder's name", DefaultValueFactory = _ => "stress" };
    private readonly Option<bool> _init = new("--init") { Description = "Create a population first (replaces what the shop holds)" };
    private readonly Option<string> _population = Population();
    private readonly Option<int> _populationSize = CommonOptions.AtLeast(
        new Option<int>("--population-size") { Description = "With --init: orders in the population", DefaultValueFactory = _ => 100_000, HelpName = "N" }, 1);

    private readonly Option<string?> _killConfig = new("--kill-config")
    {
        Description = $"When which services are killed. Default: {DefaultKillConfig} if it is there, else one of order, payment and stock service at 30, 60 and 80 % of the users, but at least 10 s apart",
        HelpName = "FILE",
    };

    private readonly Option<bool> _noWatchdog = CommandWatchdog.Without();

    private StressCommand() => _load = new LoadOptions([.. _users.All], ShopPlan.KnownTimeout);

    public static Command Create()
    {
        var stress = new StressCommand();
        var command = new Command("stress", "Puts a shop under growing load, kills services while it grows, audits the books");
        command.Options.Add(stress._init);
        foreach (var option in stress._load.All) command.Options.Add(option);
        foreach (var option in new Option[] { stress._killConfig, stress._population, stress._populationSize, stress._output, stress._name, stress._seed, stress._noWatchdog })
            command.Options.Add(option);
        foreach (var option in stress._target.Options) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(stress._init)) return;
            foreach (var option in new Option[] { stress._population, stress._populationSize })
                if (result.GetResult(option) is { Implicit: false })
                    result.AddError($"{option.Name} says what --init is to create, and --init is not given: the load would use what the shop holds");
        });
        command.SetAction((parsed, _) => stress.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        var time = TimeProvider.System;
        var output = CommonOptions.Output(parsed);
        using var interruption = new Interruption(isRun: true);

        FaultPlan plan;
        ShopUrls urls;
        try
        {
            (plan, urls) = await _target.OpenAsync(parsed, () => ReadPlan(parsed), time, interruption.Stop);
            await _target.QuietAsync(time, interruption.Stop);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return RunSession.NeverBegan(interruption);
        }

        await using var watchdog = await _target.WatchAsync($"run {parsed.GetValue(_name)}", plan, parsed.GetValue(_noWatchdog), time);
        var session = new RunSession(output, time);
        try
        {
            var finished = await session.RunAsync(Settings(parsed, plan), budget => ShopTarget.Open(urls, Shop(parsed), time, budget), _target.Host, watchdog, interruption);
            session.Print(finished);
            return interruption.ExitCode ?? ExitCode.For(finished.Run.Verdict);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return RunSession.NeverBegan(interruption);
        }
    }

    private RunSettings Settings(ParseResult parsed, FaultPlan plan) => _target.Named(_load.Settings(parsed, parsed.GetValue(_name)!, _target.ServerTimeout)) with
    {
        Seed = parsed.GetValue(_seed),
        Faults = plan,
        OutputDirectory = parsed.GetValue(_output)!,
    };

    private ShopOptions Shop(ParseResult parsed) => new()
    {
        Initialise = parsed.GetValue(_init),
        Population = parsed.GetValue(_population) == "visible" ? PopulationKind.Visible : PopulationKind.Seed,
        PopulationSize = parsed.GetValue(_populationSize),
        ExpectedIterations = (int)Math.Min(int.MaxValue, parsed.GetValue(_load.Users) * parsed.GetValue(_load.Runtime) / _users.MeanIteration(parsed).TotalSeconds),
        Mix = _users.Mix(parsed),
        ShortestPause = _users.Pause(parsed).Shortest,
        LongestPause = _users.Pause(parsed).Longest,
        OperationTimeout = TimeSpan.FromSeconds(parsed.GetValue(_load.OperationTimeout)),
        ServerTimeout = _load.ServerTimeoutOf(parsed, _target.ServerTimeout),
        Seed = parsed.GetValue(_seed),
    };

    private FaultPlan ReadPlan(ParseResult parsed)
    {
        var (users, runtime) = (parsed.GetValue(_load.Users), TimeSpan.FromSeconds(parsed.GetValue(_load.Runtime)));
        if (parsed.GetValue(_killConfig) is { } file) return FaultPlan.Read(file, users, runtime);
        return File.Exists(DefaultKillConfig) ? FaultPlan.Read(DefaultKillConfig, users, runtime) : ShopProfile.Profile.DefaultFaults(users, runtime);
    }

    private static Option<string> Population() => CommonOptions.OneOf(
        new Option<string>("--population")
        {
            Description = "With --init: seed (the classic one) or visible (private users and items, in which single errors show)",
            DefaultValueFactory = _ => "seed",
        },
        "seed", "visible");
}
