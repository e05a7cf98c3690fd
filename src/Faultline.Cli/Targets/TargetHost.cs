using System.CommandLine;
using Faultline.Cli.Hosts;
using Faultline.Cli.Options;
using Faultline.Cli.Watchdogs;
using Faultline.Configuration;
using Faultline.Docker;
using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Hosting.State;
using Faultline.Hosting.Processes;
using Faultline.Hosting.Watchdogs;

namespace Faultline.Cli.Targets;

/// <summary>What runs the services that a command loads and kills: the options that say so, and the host that they lead to.</summary>
internal sealed class TargetHost
{
    private readonly Option<string?> _host = CommonOptions.Host();
    private readonly Option<string?> _project = CommonOptions.Project();

    /// <summary>The working folder.</summary>
    public string Folder { get; } = Directory.GetCurrentDirectory();

    public IEnumerable<Option> Options => [_host, _project];

    /// <summary>What runs the services that answer at the addresses; null where no fault needs it and it cannot be told.</summary>
    public IServiceHost? Host { get; private set; }

    /// <summary>Compose project or folder, for the report; empty where it cannot be told.</summary>
    public string Project => HostSelection.NameOf(Host, Folder);

    /// <summary>Opens the host that answers at the addresses of a run: killing one system and loading another would prove nothing of either.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="file">The file that names the addresses.</param>
    /// <param name="addresses">The addresses.</param>
    /// <param name="services">The services that faults are planned for; empty where there are none.</param>
    /// <param name="profile">What the workload brings.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ConfigurationException">It cannot be told which system is meant.</exception>
    /// <exception cref="HostUnavailableException">Services are to be killed and nothing runs them here.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task OpenAsync(
        ParseResult parsed, string file, IReadOnlyList<Uri> addresses, IReadOnlyList<string> services, WorkloadProfile profile, TimeProvider time, CancellationToken stop)
    {
        var selection = new HostSelection(parsed.GetValue(_host), parsed.GetValue(_project)) { Profile = profile };

        // Whoever restarts the processes of this folder leaves their addresses without a listener for a moment.
        await QuietAsync(ProcessHost.Open(Folder, time), time, stop);
        try
        {
            Host = await selection.OpenAtAsync(Folder, new AskedAddresses(file, await TargetAddress.ResolveAsync(addresses, stop)), services, time, stop);
        }
        catch (Exception e) when (services.Count == 0 && selection is { Host: null, Project: null } && e is HostUnavailableException or ConfigurationException)
        {
            // Without faults no host is needed; the one that answers there is still named in the report.
        }
    }

    /// <summary>Has what the plan kills watched over, in case this process is killed.</summary>
    public async Task<CommandWatchdog> WatchAsync(string purpose, FaultPlan plan, bool unwanted, TimeProvider time) =>
        Host is null || plan.Rules.Count == 0 || unwanted
            ? CommandWatchdog.None
            : await CommandWatchdog.StartAsync(new WatchdogOrder(purpose, [Host.System]), time);

    /// <summary>Returns once nobody heals the system or restarts anything of it any more: that is soon done, and no reason to be refused.</summary>
    public Task QuietAsync(TimeProvider time, CancellationToken stop) => QuietAsync(Host, time, stop);

    private static Task QuietAsync(IServiceHost? host, TimeProvider time, CancellationToken stop) =>
        host is null ? Task.CompletedTask : SystemLock.QuietAsync(host.System, Console.Error.WriteLine, time, stop);
}
