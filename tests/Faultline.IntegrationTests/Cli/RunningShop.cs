using System.Globalization;
using System.Text.Json;
using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Hosting.Machine;
using Faultline.Hosting.State;
using Faultline.Hosting.Processes;
using Faultline.Hosting.Watchdogs;
using Faultline.IntegrationTests.Docker;

namespace Faultline.IntegrationTests.Cli;

/// <summary>A shop that <c>faultline shop up</c> started in a folder of its own.</summary>
public sealed class RunningShop : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly TemporaryFolder _state;
    private readonly RunningTool _up;
    private static int _port = 15_000 + Environment.ProcessId % 4_000;

    private RunningShop(TemporaryFolder folder, TemporaryFolder state, Tool tool, RunningTool up)
    {
        (_folder, _state, _up) = (folder, state, up);
        Tool = tool;
        Elsewhere = new Tool(state.Path, state.Path) { Docker = tool.Docker, Behind = tool.Behind };
    }

    /// <summary>The tool, in the shop's folder.</summary>
    public Tool Tool { get; }

    /// <summary>The tool with the same state folder, in another folder.</summary>
    public Tool Elsewhere { get; }

    public TemporaryFolder Folder => _folder;

    /// <summary>The state folder of the tool.</summary>
    public string State => _state.Path;

    /// <summary>Where the shop is asked.</summary>
    public Uri Gateway
    {
        get
        {
            using var urls = JsonDocument.Parse(File.ReadAllBytes(Folder["urls.json"]));
            return new Uri(urls.RootElement.GetProperty("ORDER_URL").GetString()!);
        }
    }

    public RunningTool Up => _up;

    public static Task<RunningShop> StartAsync(params string[] options) => StartAsync(docker: null, behind: [], options);

    /// <summary>A shop in containers of an engine.</summary>
    public static Task<RunningShop> StartInDockerAsync(Uri docker, params string[] options) => StartAsync(docker, behind: [], ["--docker", .. options]);

    /// <summary>A shop in containers of an engine of the test's own.</summary>
    internal static Task<RunningShop> StartInDockerAsync(OwnEngine docker, params string[] options) =>
        StartAsync(docker.Address, docker.Enter, ["--docker", .. options]);

    private static async Task<RunningShop> StartAsync(Uri? docker, IReadOnlyList<string> behind, string[] options)
    {
        var (folder, state) = (new TemporaryFolder(), new TemporaryFolder());
        // A port of its own: whoever else uses this machine may be asking the usual one.
        var tool = new Tool(folder.Path, state.Path) { Docker = docker, Behind = behind };
        var up = tool.Start(["shop", "up", "--port", NextPort(), .. options]);
        var shop = new RunningShop(folder, state, tool, up);
        try
        {
            await up.SaidAsync("the shop is up");
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    private static string NextPort()
    {
        int port;
        do port = Interlocked.Increment(ref _port);
        while (!FreePort.IsFree(port));
        return port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>State by instance, as <c>services status</c> tells it.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StatesAsync()
    {
        var status = await Tool.RunAsync("services", "status", "--format", "json");
        Assert.True(status.ExitCode == 0, status.ToString());
        using var document = JsonDocument.Parse(status.Output);
        return document.RootElement.EnumerateArray().ToDictionary(
            i => i.GetProperty("instance").GetString()!, i => i.GetProperty("state").GetString()!);
    }

    /// <summary>The watchdog that looks after the shop, or null.</summary>
    public LivingWatchdog? Watchdog() =>
        Faultline.Hosting.Watchdogs.Watchdog.Of($"{ProcessHost.SystemPrefix}{Folder.Path}", e => throw e, new StateFolder(State)).SingleOrDefault();

    /// <summary>What the journal has left to undo here.</summary>
    public IReadOnlyList<UndoEntry> Pending() =>
        UndoJournal.Open($"{ProcessHost.SystemPrefix}{Folder.Path}", TimeProvider.System, new StateFolder(State)).Pending();

    /// <summary>Waits until so many instances are down.</summary>
    public async Task DownAsync(int count)
    {
        for (var i = 0; i < 100; i++)
            if ((await StatesAsync()).Values.Count(s => s == "exited") >= count) return;
        Assert.Fail($"{count} instances were never down");
    }

    public async ValueTask DisposeAsync()
    {
        await _up.DisposeAsync();
        _folder.Dispose();
        _state.Dispose();
    }
}
