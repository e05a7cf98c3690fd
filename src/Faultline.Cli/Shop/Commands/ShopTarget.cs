using System.CommandLine;
using Faultline.Cli.Hosts;
using Faultline.Cli.Commands;
using Faultline.Cli.Runs;
using Faultline.Cli.Samples;
using Faultline.Cli.Shop;
using Faultline.Cli.Watchdogs;
using Faultline.Configuration;
using Faultline.Docker;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Hosting.Processes;
using Faultline.Hosting.Watchdogs;
using Faultline.Load.Http;
using Faultline.Workloads.Shop;
using ShopOptions = Faultline.Workloads.Shop.ShopOptions;

namespace Faultline.Cli.Shop.Commands;

/// <summary>The shop that a command works on, and what runs it: the options that say so, read and opened in one way.</summary>
internal sealed class ShopTarget
{
    private readonly Option<string> _urls = CommonOptions.Urls();
    private readonly Option<string?> _host = CommonOptions.Host();
    private readonly Option<string?> _project = CommonOptions.Project();
    private readonly string _folder = Directory.GetCurrentDirectory();

    public IEnumerable<Option> Options => [_urls, _host, _project];

    /// <summary>What runs the services that answer at the addresses; null where no fault needs it and it cannot be told.</summary>
    public IServiceHost? Host { get; private set; }

    /// <summary>Compose project or folder, for the report; empty where it cannot be told.</summary>
    private string Project => HostSelection.NameOf(Host, _folder);

    /// <summary>How long the sample shop works on a request whose caller is gone; null for any other.</summary>
    public TimeSpan? ServerTimeout => ShopOf(Host) is null ? null : ShopPlan.ServerTimeout;

    /// <summary>A run of this system: what it is called, and of the sample shop which checkout it runs and with which bug.</summary>
    public RunSettings Named(RunSettings settings) =>
        settings with { Project = Project, Variant = ShopOf(Host)?.Checkout, Bug = ShopOf(Host)?.Bug };

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

        var selection = new HostSelection(parsed.GetValue(_host), parsed.GetValue(_project));

        // Whoever restarts the processes of this folder leaves their addresses without a listener for a moment.
        await QuietAsync(ProcessHost.Open(_folder, time), time, stop);
        var services = plan.Services;
        try
        {
            var asked = new AskedAddresses(parsed.GetValue(_urls)!, await TargetAddress.ResolveAsync([urls.Order, urls.Payment, urls.Stock], stop));
            Host = await selection.OpenAtAsync(_folder, asked, services, time, stop);
        }
        catch (Exception e) when (services.Count == 0 && selection is { Host: null, Project: null } && e is HostUnavailableException or ConfigurationException)
        {
            // Without faults no host is needed; the one that answers there is still named in the report.
        }

        return (plan, urls);
    }

    /// <summary>The sample shop that this folder keeps up, if it is what the host runs.</summary>
    private SampleRecord? ShopOf(IServiceHost? host) =>
        host is not null && SampleRecord.Read(_folder) is { Sample: ShopPlan.Name } shop && shop.Project == (host as DockerHost)?.Project ? shop : null;

    /// <summary>Has what the plan kills watched over, in case this process is killed.</summary>
    public async Task<CommandWatchdog> WatchAsync(string purpose, FaultPlan plan, bool unwanted, TimeProvider time) =>
        Host is null || plan.Rules.Count == 0 || unwanted
            ? CommandWatchdog.None
            : await CommandWatchdog.StartAsync(new WatchdogOrder(purpose, [Host.System]), time);

    /// <summary>Returns once nobody heals the system or restarts anything of it any more: that is soon done, and no reason to be refused.</summary>
    public Task QuietAsync(TimeProvider time, CancellationToken stop) => QuietAsync(Host, time, stop);

    private static Task QuietAsync(IServiceHost? host, TimeProvider time, CancellationToken stop) =>
        host is null ? Task.CompletedTask : SystemLock.QuietAsync(host.System, Console.Error.WriteLine, time, stop);

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
