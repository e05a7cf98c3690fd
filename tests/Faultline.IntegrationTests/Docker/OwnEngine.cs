using System.Diagnostics;
using System.Globalization;
using Docker.DotNet.Models;
using Faultline.Cli.Samples;
using Faultline.Docker;
using Faultline.Hosting;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Docker;

/// <summary>
/// A Docker engine of one test alone, which it may restart. It lives in a network namespace of its own, so that its
/// rules and networks are none of the other engine's.
/// </summary>
internal sealed class OwnEngine : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly TemporaryFolder _folder = new();
    private readonly Process _namespace = Run("unshare", "--net", "sh", "-c", "ip link set lo up && exec sleep infinity");
    private Process? _daemon;

    private OwnEngine()
    {
    }

    public Uri Address => new($"unix://{_folder["docker.sock"]}");

    /// <summary>A command line that begins with this runs where the engine's networks are.</summary>
    public string[] Enter => ["nsenter", $"--net=/proc/{_namespace.Id.ToString(CultureInfo.InvariantCulture)}/ns/net"];

    /// <summary>Starts one that has the shop's image. Needs root; where nothing may be left out, its absence fails.</summary>
    public static async Task<OwnEngine> StartAsync(CancellationToken cancellationToken)
    {
        using var first = await DockerEngine.ConnectAsync(Engine.Require(), TimeProvider.System, cancellationToken);
        Needs.Require(Environment.UserName == "root" && Needs.Program("dockerd") && Needs.Program("ip"), "a second engine needs root, dockerd and ip");
        var image = await new SampleImage(first, _ => { }).EnsureAsync(cancellationToken);

        var own = new OwnEngine();
        try
        {
            await own.SeparatedAsync(cancellationToken);
            await own.StartDaemonAsync(cancellationToken);
            using var second = await DockerEngine.ConnectAsync(own.Address, TimeProvider.System, cancellationToken);
            await using var tar = await first.Client.Images.SaveImageAsync(image, cancellationToken);
            await second.Client.Images.LoadImageAsync(new ImageLoadParameters(), tar, new Progress<JSONMessage>(), cancellationToken);
            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the namespace: an engine in this machine's own would change the rules of all others.</summary>
    private async Task SeparatedAsync(CancellationToken cancellationToken)
    {
        string? Namespace(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;
        for (var watch = Stopwatch.StartNew(); Namespace(_namespace.Id.ToString(CultureInfo.InvariantCulture)) == Namespace("self");)
        {
            Assert.True(watch.Elapsed < Limit && !_namespace.HasExited, "no network namespace can be made");
            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>Ends the engine in order; every container of it ends.</summary>
    public async Task StopAsync()
    {
        _ = Tool.Signal(_daemon!.Id, Tool.Sigterm);
        await _daemon.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <summary>Starts the engine, again if it was stopped, and waits until it answers.</summary>
    public async Task StartDaemonAsync(CancellationToken cancellationToken)
    {
        string[] command = [.. Enter, "dockerd", "--data-root", _folder["data"], "--exec-root", _folder["exec"], "--pidfile", _folder["pid"], "-H", Address.ToString()];
        _daemon = Run(command[0], command[1..]);
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var engine = await DockerEngine.ConnectAsync(Address, TimeProvider.System, cancellationToken);
                return;
            }
            catch (HostUnavailableException) when (watch.Elapsed < Limit)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is { HasExited: false }) await StopAsync();
        _namespace.Kill();
        _namespace.Dispose();
        _daemon?.Dispose();
        _folder.Dispose();
    }

    private static Process Run(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(info)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
