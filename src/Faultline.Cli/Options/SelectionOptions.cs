using System.CommandLine;
using Faultline.Cli.Hosts;
using Faultline.Hosting;

namespace Faultline.Cli.Options;

/// <summary>Which host a command on services means.</summary>
internal sealed class SelectionOptions
{
    public Option<string?> Host { get; } = CommonOptions.Host();

    public Option<string?> Project { get; } = CommonOptions.Project();

    public Task<IServiceHost> OpenAsync(ParseResult parsed, IReadOnlyList<string> services, CancellationToken stop) =>
        new HostSelection(parsed.GetValue(Host), parsed.GetValue(Project)).OpenAsync(Directory.GetCurrentDirectory(), services, TimeProvider.System, stop);

    public Task<(IReadOnlyList<IServiceHost> Hosts, IReadOnlyList<string> There)> OpenHoldersAsync(
        ParseResult parsed, IReadOnlyCollection<string> instances, CancellationToken stop) =>
        new HostSelection(parsed.GetValue(Host), parsed.GetValue(Project)).OpenHoldersAsync(Directory.GetCurrentDirectory(), instances, TimeProvider.System, stop);
}
