using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Faultline.Cli.Commands;
using Faultline.Cli.Runs;
using Faultline.Cli.Terminal;
using Faultline.Cli.Watchdogs;
using Faultline.Checking;
using Faultline.Experiments.Phases;
using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;
using Faultline.Load;
using Faultline.Reporting;
using Faultline.Reporting.Json;
using Faultline.Workloads.Shop;
using ShopOptions = Faultline.Workloads.Shop.ShopOptions;

namespace Faultline.Cli.Shop.Commands;

/// <summary>
/// <c>faultline test</c>: the consistency test (many checkouts at once, services killed before them or in their midst), the
/// stress test with services killed at its start, or one after the other.
/// </summary>
internal sealed class TestCommand
{
    private const string Consistency = "consistency";
    private const string Stress = "stress";
    private const string Both = "both";
    private const string KillServices = "--kill-services";

    private const int DefaultConcurrency = 100;

    // Added to the time in which every checkout could time out: the load ends when the last of them is answered.
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestBurst = TimeSpan.FromDays(10);

    private readonly UserOptions _users = new();
    private readonly LoadOptions _load;
    private readonly ShopTarget _target = new();
    private readonly Option<string> _output = CommonOptions.OutputDirectory();
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<string> _type = CommonOptions.OneOf(
        new Option<string>("--test-type") { Description = "consistency, stress or both", DefaultValueFactory = _ => Both }, Consistency, Stress, Both);

    private readonly Option<string[]> _kill = Services();

    private readonly Option<int> _count = CommonOptions.AtLeast(
        new Option<int>("--kill-count") { Description = "Instances of each to kill", DefaultValueFactory = _ => 1, HelpName = "N" }, 1);

    private readonly Option<double> _recovery = CommonOptions.Seconds(
        "--recovery-time", $"Time after which they are started again; 0: before the books are read. Killed in the midst of the checkouts: {KillMoment.DefaultRecovery:0} by default", 0, 0);

    private readonly Option<string?> _killAt = KillMoment.Option();

    private readonly Option<int> _concurrency = Size(
        "--concurrency",
        $"Consistency test: checkouts in flight at once; fewer by default where the kill comes in their midst ({KillMoment.ShareInFlight:P1} of the orders), so that those it cuts off decide nothing",
        DefaultConcurrency, 1, LoadPlan.MostUsers);

    private readonly Option<int> _orders = Size("--orders", "Consistency test: orders, each checked out once", 1000, 1, LoadPlan.MostUsers);
    private readonly Option<int> _buyers = Size("--buyers", "Consistency test: users, from whom each order's is drawn", 1000, 1);
    private readonly Option<int> _credit = Size("--credit", "Consistency test: credit of each user", 1, 0);
    private readonly Option<int> _items = Size("--items", "Consistency test: items, from which each order's is drawn", 1, 1);
    private readonly Option<int> _stock = Size("--stock", "Consistency test: pieces of each item", 100, 0);
    private readonly Option<int> _populationSize = Size("--population-size", "Stress test: orders in the population", 100_000, 1);
    private readonly Option<string?> _name = new("--name") { Description = "Name of the run. Default: the test's type" };

    private readonly Option<bool> _noWatchdog = CommandWatchdog.Without();

    private TestCommand() => _load = new LoadOptions([.. _users.All], ShopPlan.KnownTimeout);

    public static Command Create()
    {
        var test = new TestCommand();
        var command = new Command("test", $"Kills services while {DefaultConcurrency} checkouts at a time fight for the stock, and audits the books; then the same under load. Replaces what the shop holds");
        foreach (var option in new Option[] { test._type, test._kill, test._count, test._killAt, test._recovery, test._concurrency, test._orders, test._buyers, test._credit, test._items, test._stock })
            command.Options.Add(option);
        foreach (var option in test._load.All) command.Options.Add(option);
        foreach (var option in new Option[] { test._populationSize, test._output, test._name, test._seed, test._noWatchdog }) command.Options.Add(option);
        foreach (var option in test._target.Options) command.Options.Add(option);
        command.Validators.Add(test.RefuseIdle);
        command.SetAction((parsed, _) => test.RunAsync(parsed));
        return command;
    }

    /// <summary>What would be silently of no effect is refused.</summary>
    private void RefuseIdle(CommandResult result)
    {
        if (IsGiven(_killAt) && result.GetResult(_kill) is not { Implicit: false })
            result.AddError($"{_killAt.Name} says when {KillServices} are killed, and {KillServices} is not given: nothing would be killed");
        if (result.GetResult(_type)?.Tokens is not [{ Value: Stress }]) return;
        foreach (var option in new Option[] { _killAt, _concurrency })
            if (IsGiven(option)) result.AddError($"{option.Name} is of the consistency test, and {_type.Name} {Stress} leaves that out");

        bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        var time = TimeProvider.System;
        var output = CommonOptions.Output(parsed);
        using var interruption = new Interruption(isRun: true);
        FaultPlan plan;
        ShopUrls urls;
        KillMoment moment;
        try
        {
            (plan, urls) = await _target.OpenAsync(parsed, () => Plan(parsed), time, interruption.Stop);
            await _target.QuietAsync(time, interruption.Stop);
            moment = await KillMoment.ChooseAsync(
                parsed.GetValue(_killAt), plan, Given(parsed, _recovery) ? parsed.GetValue(_recovery) : null, Size(parsed), _target.Host, interruption.Stop);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return RunSession.NeverBegan(interruption);
        }

        await using var watchdog = await _target.WatchAsync("faultline test", plan, parsed.GetValue(_noWatchdog), time);
        var session = new RunSession(output, time);
        var finished = new List<FinishedRun>();
        try
        {
            foreach (var type in parsed.GetValue(_type) is var asked && asked == Both ? new[] { Consistency, Stress } : [asked!])
            {
                var options = Shop(parsed, type, moment);
                var run = await session.RunAsync(
                    Settings(parsed, type, plan, moment), budget => ShopTarget.Open(urls, options, time, budget), _target.Host, watchdog, interruption);
                finished.Add(run);
                if (!output.Json) session.Print(run);
                if (interruption.ExitCode is not null) break;
            }
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            if (finished.Count == 0) return RunSession.NeverBegan(interruption);
        }

        var verdict = Verdict.Join(finished.Select(f => f.Run.Verdict.Kind));
        if (output.Json) PrintJson(session, finished, verdict);
        else if (finished.Count > 1) Console.WriteLine($"together     {VerdictText.Symbol(verdict)} {VerdictText.Word(verdict).ToUpperInvariant()} (of {finished.Count} runs)");
        return interruption.ExitCode ?? ExitCode.For([.. finished.Select(f => f.Run.Verdict)]);
    }

    private static void PrintJson(RunSession session, List<FinishedRun> finished, VerdictKind verdict)
    {
        if (finished.Count == 1)
        {
            session.Print(finished[0]);
            return;
        }

        var runs = new JsonArray();
        foreach (var run in finished)
        {
            using var text = new MemoryStream();
            RunJson.Write(run.Run, text);
            runs.Add(JsonNode.Parse(text.ToArray()));
        }

        JsonOutput.Write(new JsonObject { ["verdict"] = VerdictText.Word(verdict), ["runs"] = runs }, indented: false);
    }

    private FaultPlan Plan(ParseResult parsed)
    {
        string[] services = [.. (parsed.GetValue(_kill) ?? []).SelectMany(Names).Distinct(StringComparer.Ordinal)];
        return services.Length == 0
            ? FaultPlan.None
            : new FaultPlan([new FaultRule(new TimeTrigger(0), new KillAction(), new FaultTarget(services, parsed.GetValue(_count)), parsed.GetValue(_recovery))]) { Origin = KillServices };
    }

    private RunSettings Settings(ParseResult parsed, string type, FaultPlan plan, KillMoment moment)
    {
        var isBurst = type == Consistency;
        var orders = parsed.GetValue(_orders);
        var atOnce = Math.Min(orders, Given(parsed, _concurrency) ? parsed.GetValue(_concurrency) : Math.Min(DefaultConcurrency, moment.InFlight(orders)));
        var timeout = TimeSpan.FromSeconds(parsed.GetValue(_load.OperationTimeout));
        var longest = LongestOutage + timeout * Math.Ceiling((double)orders / atOnce);
        var name = parsed.GetValue(_name) is not { } given ? type : parsed.GetValue(_type) == Both ? $"{given}-{type}" : given;
        var settings = _target.Named(_load.Settings(parsed, name, _target.ServerTimeout)) with
        {
            Kind = type,
            Seed = parsed.GetValue(_seed),
            Faults = plan,
            FaultsFirst = true,
            OutputDirectory = parsed.GetValue(_output)!,
        };
        return !isBurst ? settings : settings with
        {
            Users = atOnce,
            // All within a millisecond.
            SpawnRate = atOnce * 1000.0,
            Runtime = longest < LongestBurst ? longest : LongestBurst,
            Faults = moment.Plan,
            Attempts = parsed.GetValue(_orders),
            PlanNotes = moment.Notes(atOnce),
        };
    }

    private ShopOptions Shop(ParseResult parsed, string type, KillMoment moment) => new()
    {
        Initialise = true,
        Consistency = type == Consistency ? Size(parsed) : null,
        BurstFault = moment.BurstFault,
        PopulationSize = parsed.GetValue(_populationSize),
        Mix = _users.Mix(parsed),
        ShortestPause = _users.Pause(parsed).Shortest,
        LongestPause = _users.Pause(parsed).Longest,
        ServerTimeout = _load.ServerTimeoutOf(parsed, _target.ServerTimeout),
        OperationTimeout = TimeSpan.FromSeconds(parsed.GetValue(_load.OperationTimeout)),
        Seed = parsed.GetValue(_seed),
    };

    private ConsistencySize Size(ParseResult parsed) => new()
    {
        Orders = parsed.GetValue(_orders),
        Users = parsed.GetValue(_buyers),
        Credit = parsed.GetValue(_credit),
        Items = parsed.GetValue(_items),
        Stock = parsed.GetValue(_stock),
    };

    private static bool Given(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static Option<string[]> Services()
    {
        var option = new Option<string[]>(KillServices)
        {
            Description = "Services to kill: when, says --kill-at (in the stress test: at its start)", HelpName = "SERVICE...", AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(result =>
        {
            // A variable that is empty in a script must not read as a test without kills.
            if (result.Tokens.Count > 0 && result.Tokens.Any(t => Names(t.Value).Length == 0)) result.AddError($"{KillServices} holds no name of a service");
        });
        return option;
    }

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Option<int> Size(string name, string description, int value, int least, int most = 10_000_000) => CommonOptions.AtMost(
        CommonOptions.AtLeast(new Option<int>(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "N" }, least), most);
}
