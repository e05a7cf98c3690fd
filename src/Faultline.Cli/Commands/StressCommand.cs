using System.CommandLine;
using Faultline.Cli.Hosts;
using Faultline.Cli.Runs;
using Faultline.Cli.Shop;
using Faultline.Configuration;
using Faultline.Docker;
using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Load;
using Faultline.Workloads.Shop;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline stress</c>: growing load on a shop, with services killed while it grows.</summary>
internal sealed class StressCommand
{
    private const string DefaultKillConfig = "kill_config.json";
    private static readonly string[] ShopServices = ["order-service", "stock-service", "payment-service"];
    private static readonly TimeSpan MeanPause = TimeSpan.FromSeconds(3);

    private readonly LoadOptions _load = new();
    private readonly Option<string> _urls = CommonOptions.Urls();
    private readonly Option<string?> _host = CommonOptions.Host();
    private readonly Option<string?> _project = CommonOptions.Project();
    private readonly Option<string> _output = CommonOptions.OutputDirectory();
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<string> _name = new("--name") { Description = "Name of the run, part of its folder's name", DefaultValueFactory = _ => "stress" };
    private readonly Option<bool> _init = new("--init") { Description = "Create a population first (replaces what the shop holds)" };
    private readonly Option<string> _population = Population();
    private readonly Option<int> _populationSize = CommonOptions.AtLeast(
        new Option<int>("--population-size") { Description = "Orders in the population", DefaultValueFactory = _ => 100_000, HelpName = "N" }, 1);

    private readonly Option<string?> _killConfig = new("--kill-config")
    {
        Description = $"When which services are killed. Default: {DefaultKillConfig} if it is there, else one of order, payment and stock service at 30, 60 and 80 % of the users",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var stress = new StressCommand();
        var command = new Command("stress", "Puts a shop under growing load, kills services while it grows, audits the books");
        command.Options.Add(stress._init);
        foreach (var option in stress._load.All) command.Options.Add(option);
        foreach (var option in new Option[]
        {
            stress._killConfig, stress._population, stress._populationSize, stress._urls, stress._host, stress._project, stress._output, stress._name, stress._seed,
        })
            command.Options.Add(option);
        command.SetAction((parsed, _) => stress.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        var time = TimeProvider.System;
        var output = CommonOptions.Output(parsed);
        using var interruption = new Interruption();

        // Everything that is wrong with what the user gave comes before anything is asked.
        var errors = new List<ConfigurationError>();
        var plan = Collect(errors, () => ReadPlan(parsed)) ?? FaultPlan.None;
        var urls = Collect(errors, () => ShopUrls.Read(parsed.GetValue(_urls)!));
        if (errors.Count > 0 || urls is null) throw new ConfigurationException(errors);

        var folder = Directory.GetCurrentDirectory();
        var selection = new HostSelection(parsed.GetValue(_host), parsed.GetValue(_project));
        string[] services = [.. plan.Triggers.SelectMany(t => t.Services).Distinct(StringComparer.Ordinal)];
        IServiceHost? host = null;
        try
        {
            host = await selection.OpenAsync(folder, services.Length > 0 ? services : ShopServices, time, interruption.Stop);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return RunSession.NeverBegan(interruption);
        }
        catch (Exception e) when (plan.Triggers.Count == 0 && selection is { Host: null, Project: null } && e is HostUnavailableException or ConfigurationException)
        {
            // Without faults no host is needed; one that is there is still named in the report.
        }

        MustBelongTogether(parsed.GetValue(_urls)!, urls, host, folder);
        using var targets = new ShopTargets(urls, time);
        var session = new RunSession(output, time);
        try
        {
            var finished = await session.RunAsync(Experiment(parsed, plan, host, folder), new ShopWorkload(targets, Shop(parsed)), host, interruption);
            session.Print(finished);
            return interruption.ExitCode ?? ExitCode.For(finished.Run.Verdict);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return RunSession.NeverBegan(interruption);
        }
    }

    /// <summary>Killing one shop and loading another would prove nothing of either.</summary>
    private static void MustBelongTogether(string file, ShopUrls urls, IServiceHost? host, string folder)
    {
        if (host is null || ShopOf(host, folder) is not { } shop) return;
        var elsewhere = new[] { urls.Order, urls.Payment, urls.Stock }.FirstOrDefault(u => !u.IsLoopback || u.Port != shop.Gateway.Port);
        if (elsewhere is not null)
            throw new ConfigurationException(new ConfigurationError(
                $"{file} names {elsewhere.ToString().TrimEnd('/')}, but the services of this folder are reached at {shop.Gateway.ToString().TrimEnd('/')}",
                Hint: "Nothing was killed. Next: run it where those services run, or use the urls.json that faultline shop up wrote"));
    }

    /// <summary>The sample shop that this folder keeps up, if it is what the host runs.</summary>
    private static ShopRecord? ShopOf(IServiceHost? host, string folder) =>
        ShopRecord.Read(folder) is { } shop && shop.Project == (host as DockerHost)?.Project ? shop : null;

    private Experiment Experiment(ParseResult parsed, FaultPlan plan, IServiceHost? host, string folder) => new()
    {
        Name = parsed.GetValue(_name)!,
        Load = new ClosedModel
        {
            Users = parsed.GetValue(_load.Users),
            SpawnRate = parsed.GetValue(_load.SpawnRate),
            Runtime = TimeSpan.FromSeconds(parsed.GetValue(_load.Runtime)),
            Seed = parsed.GetValue(_seed),
            OperationTimeout = TimeSpan.FromSeconds(parsed.GetValue(_load.OperationTimeout)),
        },
        Faults = plan,
        OutputDirectory = parsed.GetValue(_output)!,
        ServerTimeout = TimeSpan.FromSeconds(parsed.GetValue(_load.ServerTimeout)),
        SettleCap = TimeSpan.FromSeconds(parsed.GetValue(_load.SettleCap)),
        MaxBlindSpot = parsed.GetValue(_load.MaxBlindSpot),
        Project = HostSelection.NameOf(host, folder),
        Checkout = host is null ? null : ShopOf(host, folder)?.Checkout,
        Command = RunSession.Reproduce(parsed),
        Versions = RunSession.Versions,
    };

    private ShopOptions Shop(ParseResult parsed) => new()
    {
        Initialise = parsed.GetValue(_init),
        Population = parsed.GetValue(_population) == "visible" ? PopulationKind.Visible : PopulationKind.Seed,
        PopulationSize = parsed.GetValue(_populationSize),
        ExpectedIterations = (int)Math.Min(int.MaxValue, parsed.GetValue(_load.Users) * parsed.GetValue(_load.Runtime) / MeanPause.TotalSeconds),
        OperationTimeout = TimeSpan.FromSeconds(parsed.GetValue(_load.OperationTimeout)),
        Seed = parsed.GetValue(_seed),
    };

    private FaultPlan ReadPlan(ParseResult parsed)
    {
        if (parsed.GetValue(_killConfig) is { } file) return FaultPlan.Read(file);
        return File.Exists(DefaultKillConfig) ? FaultPlan.Read(DefaultKillConfig) : FaultPlan.Default(parsed.GetValue(_load.Users));
    }

    private static T? Collect<T>(List<ConfigurationError> errors, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigurationException e)
        {
            errors.AddRange(e.Errors);
            return null;
        }
    }

    private static Option<string> Population() => CommonOptions.OneOf(
        new Option<string>("--population")
        {
            Description = "With --init: seed (the classic one) or visible (private users and items, in which single errors show)",
            DefaultValueFactory = _ => "seed",
        },
        "seed", "visible");
}
