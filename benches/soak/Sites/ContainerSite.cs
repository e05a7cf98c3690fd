using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Faultline.Benches.Soak.Commands;

namespace Faultline.Benches.Soak.Sites;

/// <summary>The shop in containers, as the engine itself tells of them.</summary>
internal sealed class ContainerSite(Workplace place, EngineSocket engine, Health health) : ISite
{
    private const int ServicePort = 8000;
    private const int StorePort = 5432;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(1);
    private readonly MarkedProcesses _marked = new(place.Mark);

    public IReadOnlyList<string> Services { get; } =
        ["order-service", "stock-service", "payment-service", "order-db", "stock-db", "payment-db", "gateway"];

    public async Task<IReadOnlyList<Seen>> LookAsync(CancellationToken stop) =>
        await Task.WhenAll((await IdsAsync(stop)).Select(id => LookAsync(id, stop)));

    public async Task KillAsync(Seen instance, CancellationToken stop)
    {
        try
        {
            await engine.PostAsync($"containers/{instance.Name}/kill?signal=SIGKILL", null, stop);
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            // The run has killed it already.
        }
    }

    public async Task<IReadOnlyList<string>> OrphansAsync(int? owner, CancellationToken stop)
    {
        // No command of the tool runs when this is asked, and nothing of the shop on this side of the engine.
        var orphans = _marked.All().Where(p => p.Key != owner).Select(p => $"process {p.Key} ({p.Value})").ToList();
        if (owner is null) orphans.AddRange((await IdsAsync(stop)).Select(id => $"container {id[..12]}"));
        return orphans;
    }

    // Whatever the tool made has its label; the project is the only one that commands of this folder make.
    private async Task<IReadOnlyList<string>> IdsAsync(CancellationToken stop)
    {
        var project = ProjectOf(place.Shop);
        if (project is null) return [];

        var filter = Uri.EscapeDataString(JsonSerializer.Serialize(new { label = new[] { $"faultline.deployment={project}" } }));
        return [.. (await engine.GetAsync($"containers/json?all=true&filters={filter}", stop)).EnumerateArray().Select(c => c.GetProperty("Id").GetString()!)];
    }

    private string? _project;

    /// <summary>The project's name, which is the same for as long as the folder has it, also after the shop is gone.</summary>
    private string? ProjectOf(string folder)
    {
        var file = Path.Combine(folder, ".faultline", "shop.json");
        if (_project is not null || !File.Exists(file)) return _project;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return _project = document.RootElement.GetProperty("Project").GetString();
    }

    private async Task<Seen> LookAsync(string id, CancellationToken stop)
    {
        var container = await engine.GetAsync($"containers/{id}/json", stop);
        var labels = container.GetProperty("Config").GetProperty("Labels");
        var service = labels.GetProperty("com.docker.compose.service").GetString()!;
        var instance = $"{service}-{labels.GetProperty("com.docker.compose.container-number").GetString()}";
        var name = container.GetProperty("Name").GetString()!.TrimStart('/');
        var state = container.GetProperty("State");
        if (!state.GetProperty("Running").GetBoolean()) return new Seen(service, name, null, "does not run");

        var address = container.GetProperty("NetworkSettings").GetProperty("Networks").EnumerateObject().First().Value.GetProperty("IPAddress").GetString()!;
        var trouble = service.EndsWith("-db", StringComparison.Ordinal)
            ? await WhyNoConnectionAsync(address, stop)
            : await health.WhyNotAsync(new Uri($"http://{address}:{ServicePort}/health"), instance, stop);
        return new Seen(service, name, $"{id}@{state.GetProperty("StartedAt").GetString()}", trouble);
    }

    private static async Task<string?> WhyNoConnectionAsync(string address, CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(ConnectLimit);
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(address), StorePort, limit.Token);
            return null;
        }
        catch (Exception e) when (e is SocketException or FormatException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return "accepts no connection";
        }
    }
}
