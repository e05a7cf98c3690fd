using System.CommandLine;
using System.Globalization;
using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Hosting;
using Faultline.Reporting;
using Faultline.Workloads.Shop;

namespace Faultline.Cli.Shop.Commands;

/// <summary>
/// When the services of the consistency test are killed: before its checkouts, where other replicas answer them, else in
/// their midst, since a shop that is down from the first to the last answers nothing and proves nothing.
/// </summary>
internal sealed class KillMoment
{
    /// <summary>Seconds until what is killed in the midst of the checkouts is started again.</summary>
    public const double DefaultRecovery = 2;

    /// <summary>Of all checkouts, those in flight at once where the kill comes in their midst: it can cut off all of them.</summary>
    public const double ShareInFlight = 0.025;

    private const string Before = "before";
    private const double DefaultPercent = 20;
    private static readonly TimeSpan ReadyCap = TimeSpan.FromSeconds(60);

    private readonly string _services;
    private readonly string _why;
    private readonly ConsistencySize _size;

    private KillMoment(FaultPlan plan, ConsistencySize size, double? percent, double? recovery, string why)
    {
        (_services, _size, _why) = (string.Join(", ", plan.Rules.SelectMany(r => r.Target.Services)), size, why);
        if (plan.Rules.Count == 0 || percent is not { } share)
        {
            Plan = plan;
            return;
        }

        var after = (int)Math.Clamp(ShareText.Of(share, size.Orders), 1, size.Orders);
        var seconds = recovery ?? DefaultRecovery;
        Plan = plan with { Rules = [.. plan.Rules.Select(r => r with { Trigger = new AnsweredTrigger(after), Duration = seconds })] };
        BurstFault = new BurstFault(after, TimeSpan.FromSeconds(seconds), ReadyCap);
    }

    /// <summary>The plan of the consistency test.</summary>
    public FaultPlan Plan { get; }

    /// <summary>The fault for which the checkouts make room; null where it comes before them.</summary>
    public BurstFault? BurstFault { get; }

    /// <summary><c>--kill-at</c>.</summary>
    public static Option<string?> Option()
    {
        var option = new Option<string?>("--kill-at")
        {
            Description = $"Consistency test: kill them before the checkouts, or when N% of these are answered. Default: {Before} where another replica of each stays up, else {DefaultPercent}%",
            HelpName = $"{Before}|N%",
        };
        option.CompletionSources.Add(Before, $"{DefaultPercent}%");
        option.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(t => t.Value).Where(t => t != Before && Percent(t) is null))
                result.AddError($"--kill-at must be {Before} or a share of the checkouts above 0% and below 100%, such as 20%, not \"{text}\"");
        });
        return option;
    }

    /// <summary>The moment asked for, or the one that lets the test decide.</summary>
    /// <param name="asked">What <c>--kill-at</c> says, or null.</param>
    /// <param name="plan">The kills before the checkouts.</param>
    /// <param name="recovery">Seconds until what is killed is started again, where they were given.</param>
    /// <param name="size">The consistency test.</param>
    /// <param name="host">What runs the services.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    public static async Task<KillMoment> ChooseAsync(
        string? asked, FaultPlan plan, double? recovery, ConsistencySize size, IServiceHost? host, CancellationToken cancellationToken)
    {
        if (asked is not null) return new KillMoment(plan, size, Percent(asked), recovery, "as --kill-at says");
        if (host is null || plan.Rules.Count == 0) return new KillMoment(plan, size, null, recovery, "");
        return Choose(plan, recovery, size, await host.ListAsync(cancellationToken));
    }

    /// <summary>The moment that lets the test decide, with these instances.</summary>
    internal static KillMoment Choose(FaultPlan plan, double? recovery, ConsistencySize size, IReadOnlyList<ServiceInstance> instances)
    {
        var alone = plan.Rules.Select(r => r.Target)
            .SelectMany(t => t.Services.Where(s => instances.Count(i => i.Service.Value == s && i.State == InstanceState.Running) <= t.Count))
            .FirstOrDefault();
        return alone is null
            ? new KillMoment(plan, size, null, recovery, "another replica of each stays up")
            : new KillMoment(plan, size, DefaultPercent, recovery, $"no other replica of {alone} stays up, and with it down from the first checkout to the last none would be answered");
    }

    /// <summary>How many checkouts may be in flight at once.</summary>
    public int InFlight(int orders) => BurstFault is null ? int.MaxValue : Math.Max(2, (int)(orders * ShareInFlight));

    /// <summary>Which moment it is and why, in sentences.</summary>
    /// <param name="atOnce">Checkouts in flight at once.</param>
    public IReadOnlyList<string> Notes(int atOnce)
    {
        if (Plan.Rules.Count == 0) return [];
        if (BurstFault is not { } fault) return [$"{_services} will be killed before the first checkout, since {_why}."];

        var back = fault.Recovery > TimeSpan.Zero
            ? $"started again after {Figures.Seconds(fault.Recovery.TotalSeconds)}; the checkouts that are left will be spread over that time and the time after it"
            : "started again before the books are read";
        var sellable = Math.Min((long)_size.Items * _size.Stock, (long)_size.Users * _size.Credit / Math.Max(1, _size.Price));
        return
        [
            $"{_services} will be killed when {Figures.Count(fault.After)} of {Figures.Count(_size.Orders)} checkouts are answered, since {_why}, and {back}. {Figures.Count(atOnce)} checkouts will be in flight at once.",
            .. sellable > 0 && sellable <= fault.After
                ? new[] { $"By then the {Figures.Count(sellable)} pieces that can be sold may be gone, and the kill meets refusals only: with --kill-at {Sooner(sellable)}% it comes while they are being sold, with --stock there are more." }
                : [],
        ];
    }

    private string Sooner(long sellable) => Math.Max(0.1, Math.Floor(500.0 * sellable / _size.Orders) / 10).ToString("0.#", CultureInfo.InvariantCulture);

    private static double? Percent(string text) =>
        ShareText.Percent(text) is > 0 and < 100 and var percent ? percent : null;
}
