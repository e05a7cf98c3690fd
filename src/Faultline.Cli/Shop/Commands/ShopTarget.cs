using System.CommandLine;
using Faultline.Cli.Hosts;
using Faultline.Cli.Options;
using Faultline.Cli.Runs;
using Faultline.Cli.Targets;
using Faultline.Cli.Watchdogs;
using Faultline.Configuration;
using Faultline.Docker;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Load.Http;
using Faultline.Workloads.Shop;
using ShopOptions = Faultline.Workloads.Shop.ShopOptions;

namespace Faultline.Cli.Shop.Commands;

/// <summary>The shop that a command works on, and what runs it: the options that say so, read and opened in one way.</summary>
internal sealed class ShopTarget
{
    private readonly Option<string> _urls = CommonOptions.Urls();
    private readonly TargetHost _target = new();

    public IEnumerable<Option> Options => [_urls, .. _target.Options];

    /// <inheritdoc cref="TargetHost.Host"/>
    public IServiceHost? Host => _target.Host;

    /// <summary>How long the sample shop works on a request whose caller is gone; null for any other.</summary>
    public TimeSpan? ServerTimeout => ShopOf(Host) is null ? null : ShopPlan.ServerTimeout;

    /// <summary>A run of this system: what it is called, and of the sample shop which checkout it runs and with which bug.</summary>
    public RunSettings Named(RunSettings settings) =>
        settings with { Project = _target.Project, Variant = ShopOf(Host)?.Variant, Bug = ShopOf(Host)?.Bug };

    /// <summary>The workload on the shop at some addresses.</summary>
    public static OpenWorkload Open(ShopUrls urls, ShopOptions options, TimeProvider time, ConnectionBudget budget)
    {
        var targets = new ShopTargets(urls, time, budget);
        return new OpenWorkload(new ShopWorkload(targets, options), targets);
    }

    /// <summary>
    /// Reads the plan and the addresses, all errors at once and before anything is asked, then opens the host that answers
    /// there: killing one shop and loading another would prove nothing of either.
    /// </summary>
    /// <exception cref="ConfigurationException">What the user gave is wrong.</exception>
    /// <exception cref="HostUnavailableException">Services are to be killed and nothing runs them here.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<(FaultPlan Plan, ShopUrls Urls)> OpenAsync(ParseResult parsed, Func<FaultPlan> readPlan, TimeProvider time, CancellationToken stop)
    {
        var errors = new List<ConfigurationError>();
        var plan = Collect(errors, readPlan) ?? FaultPlan.None;
        var urls = Collect(errors, () => ShopUrls.Read(parsed.GetValue(_urls)!));
        if (errors.Count > 0 || urls is null) throw new ConfigurationException(errors);

        await _target.OpenAsync(parsed, parsed.GetValue(_urls)!, [urls.Order, urls.Payment, urls.Stock], plan.Services, ShopProfile.Profile, time, stop);
        return (plan, urls);
    }

    /// <summary>The sample shop that this folder keeps up, if it is what the host runs.</summary>
    private SampleRecord? ShopOf(IServiceHost? host) =>
        host is not null && SampleRecord.Read(_target.Folder) is { Sample: ShopPlan.Name } shop && shop.Project == (host as DockerHost)?.Project ? shop : null;

    /// <inheritdoc cref="TargetHost.WatchAsync"/>
    public Task<CommandWatchdog> WatchAsync(string purpose, FaultPlan plan, bool unwanted, TimeProvider time) => _target.WatchAsync(purpose, plan, unwanted, time);

    /// <inheritdoc cref="TargetHost.QuietAsync(TimeProvider, CancellationToken)"/>
    public Task QuietAsync(TimeProvider time, CancellationToken stop) => _target.QuietAsync(time, stop);

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
}
