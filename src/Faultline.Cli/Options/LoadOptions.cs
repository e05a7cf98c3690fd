using System.CommandLine;
using Faultline.Cli.Runs;

namespace Faultline.Cli.Options;

/// <summary>Options about the load and about when its outcome may be judged.</summary>
/// <param name="users">Options of the workload about what its users do, told among these.</param>
/// <param name="known">What is known of server time-outs, as the end of the option's description.</param>
internal sealed class LoadOptions(IReadOnlyList<Option> users, string known = "")
{
    public Option<int> Users { get; } = CommonOptions.AtLeast(
        new Option<int>("--users") { Description = "Virtual users at the peak", DefaultValueFactory = _ => 1000, HelpName = "N" }, 1);

    public Option<double> SpawnRate { get; } = CommonOptions.AtLeast(
        new Option<double>("--spawn-rate") { Description = "Users added per second", DefaultValueFactory = _ => 50, HelpName = "N" }, 0.001);

    public Option<double> Runtime { get; } = CommonOptions.Seconds("--runtime", "Length of the load", 300, 1);

    public Option<double> OperationTimeout { get; } = CommonOptions.Seconds("--operation-timeout", "Time-out of a single request", 10, 0.01);

    public Option<double> ServerTimeout { get; } = CommonOptions.Seconds(
        "--server-timeout",
        $"How long services may go on working on a request whose caller is gone: the books are not read before{known}",
        30,
        0);

    public Option<double> SettleCap { get; } = CommonOptions.Seconds("--settle-cap", "Longest wait for the books to stand still", 120, 1);

    public Option<double> MaxBlindSpot { get; } = BlindSpot();

    public IEnumerable<Option> All => [Users, SpawnRate, Runtime, .. users, OperationTimeout, ServerTimeout, SettleCap, MaxBlindSpot];

    /// <summary>Options that change what a file says: they have no defaults of their own.</summary>
    public static LoadOptions OverFile()
    {
        var options = new LoadOptions([]);
        options.Users.DefaultValueFactory = null;
        foreach (var option in new[] { options.SpawnRate, options.Runtime, options.OperationTimeout, options.ServerTimeout, options.SettleCap, options.MaxBlindSpot })
            option.DefaultValueFactory = null;
        return options;
    }

    /// <summary>The run of a file, with what these options change of it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="file">The run as the file says it.</param>
    public RunSettings Settings(ParseResult parsed, RunSettings file)
    {
        return file with
        {
            Users = Or(Users, file.Users),
            SpawnRate = Or(SpawnRate, file.SpawnRate),
            Runtime = Seconds(Runtime, file.Runtime),
            OperationTimeout = Seconds(OperationTimeout, file.OperationTimeout),
            ServerTimeout = Seconds(ServerTimeout, file.ServerTimeout),
            SettleCap = Seconds(SettleCap, file.SettleCap),
            MaxBlindSpot = Or(MaxBlindSpot, file.MaxBlindSpot),
            Command = RunSession.Reproduce(parsed),
        };

        T Or<T>(Option<T> option, T said) => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option)! : said;

        TimeSpan Seconds(Option<double> option, TimeSpan said) => TimeSpan.FromSeconds(Or(option, said.TotalSeconds));
    }

    /// <summary>The server time-out asked for; else what is known of the system, or the default for any other.</summary>
    public TimeSpan ServerTimeoutOf(ParseResult parsed, TimeSpan? known) =>
        known is { } time && (parsed.GetResult(ServerTimeout)?.Implicit ?? true) ? time : TimeSpan.FromSeconds(parsed.GetValue(ServerTimeout));

    /// <summary>The run that these options ask for, as far as they do.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="known">The server time-out of the system, where that is known.</param>
    public RunSettings Settings(ParseResult parsed, string name, TimeSpan? known) => new()
    {
        Name = name,
        Users = parsed.GetValue(Users),
        SpawnRate = parsed.GetValue(SpawnRate),
        Runtime = TimeSpan.FromSeconds(parsed.GetValue(Runtime)),
        OperationTimeout = TimeSpan.FromSeconds(parsed.GetValue(OperationTimeout)),
        ServerTimeout = ServerTimeoutOf(parsed, known),
        SettleCap = TimeSpan.FromSeconds(parsed.GetValue(SettleCap)),
        MaxBlindSpot = parsed.GetValue(MaxBlindSpot),
        Command = RunSession.Reproduce(parsed),
    };

    private static Option<double> BlindSpot()
    {
        var option = CommonOptions.Strict(new Option<double>("--max-blind-spot")
        {
            Description = "Largest share of unresolved attempts in a consistent run, from 0 to 1",
            DefaultValueFactory = _ => 0.05,
            HelpName = "SHARE",
        });
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 0 || result.Errors.Any()) return;
            if (CommonOptions.Read<double>(result) is { } share && share is not (>= 0 and <= 1)) result.AddError("--max-blind-spot must lie between 0 and 1");
        });
        return option;
    }
}
