using System.CommandLine;
using Faultline.Cli.Shop;

namespace Faultline.Cli.Commands;

/// <summary>Options about the load and about when its outcome may be judged.</summary>
internal sealed class LoadOptions
{
    public Option<int> Users { get; } = CommonOptions.AtLeast(
        new Option<int>("--users") { Description = "Virtual users at the peak", DefaultValueFactory = _ => 1000, HelpName = "N" }, 1);

    public Option<double> SpawnRate { get; } = CommonOptions.AtLeast(
        new Option<double>("--spawn-rate") { Description = "Users added per second", DefaultValueFactory = _ => 50, HelpName = "N" }, 0.001);

    public Option<double> Runtime { get; } = CommonOptions.Seconds("--runtime", "Length of the load", 300, 1);

    public Option<double> OperationTimeout { get; } = CommonOptions.Seconds("--operation-timeout", "Time-out of a single request", 10, 0.01);

    public Option<double> ServerTimeout { get; } = CommonOptions.Seconds(
        "--server-timeout",
        $"How long services may go on working on a request whose caller is gone: the books are not read before ({ShopPlan.ServerTimeout.TotalSeconds:0} for the sample shop)",
        30,
        0);

    public Option<double> SettleCap { get; } = CommonOptions.Seconds("--settle-cap", "Longest wait for the books to stand still", 120, 1);

    public Option<double> MaxBlindSpot { get; } = BlindSpot();

    /// <summary>What users do between two requests, and which.</summary>
    public UserOptions Behaviour { get; } = new();

    public IEnumerable<Option> All => [Users, SpawnRate, Runtime, .. Behaviour.All, OperationTimeout, ServerTimeout, SettleCap, MaxBlindSpot];

    /// <summary>The server time-out asked for; else what is known of the sample shop, or the default for any other.</summary>
    public TimeSpan ServerTimeoutOf(ParseResult parsed, ShopTarget target) =>
        target.Checkout is not null && (parsed.GetResult(ServerTimeout)?.Implicit ?? true)
            ? ShopPlan.ServerTimeout
            : TimeSpan.FromSeconds(parsed.GetValue(ServerTimeout));

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
