using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Faultline.IntegrationTests.Docker;

/// <summary>
/// Speaks as much of an engine's API as finding, killing and starting takes, over containers that are none: for what no
/// engine of this machine does, such as another id at every call. What it does is asked of a real engine elsewhere.
/// </summary>
internal sealed class StubEngine : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<StubContainer> _containers = [];

    private StubEngine(Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(listen);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/_ping", () => "OK");
        _app.MapGet("/{api}/version", () => Results.Json(new { Version = "28.0.0", ApiVersion = "1.48", MinAPIVersion = "1.24", Os = "linux", Arch = "amd64" }, Plain));
        _app.MapGet("/{api}/info", () => Results.Json(new { ID = Id(), DockerRootDir = DataRoot }, Plain));
        _app.MapGet("/{api}/containers/json", (string? filters) => Results.Json(_containers.Where(c => c.Fits(filters)).Select(c => c.Listed()), Plain));
        _app.MapGet("/{api}/containers/{id}/json", (string id) => With(id, c => Results.Json(c.Inspected(), Plain)));
        _app.MapPost("/{api}/containers/{id}/kill", (string id) => With(id, c => Done("kill", c, running: false)));
        _app.MapPost("/{api}/containers/{id}/start", (string id) => With(id, c => Done("start", c, running: true)));
    }

    /// <summary>The id that it gives itself, asked at every call.</summary>
    public Func<string> Id { get; set; } = () => "AAAA:BBBB";

    public string DataRoot { get; set; } = "/var/lib/stub";

    /// <summary>What was done to which container, in order.</summary>
    public ConcurrentQueue<string> Acts { get; } = [];

    public IReadOnlyList<StubContainer> Containers => _containers;

    private static System.Text.Json.JsonSerializerOptions Plain { get; } = new() { PropertyNamingPolicy = null };

    public static async Task<StubEngine> StartAsync(string socket)
    {
        var engine = new StubEngine(options => options.ListenUnixSocket(socket));
        await engine._app.StartAsync();
        return engine;
    }

    /// <summary>One that listens on a port of 127.0.0.1, which is told.</summary>
    public static async Task<(StubEngine Engine, int Port)> StartOnPortAsync()
    {
        var engine = new StubEngine(options => options.Listen(IPAddress.Loopback, 0));
        await engine._app.StartAsync();
        return (engine, new Uri(engine._app.Urls.Single()).Port);
    }

    /// <summary>Adds a container as Compose labels it.</summary>
    public StubContainer Add(string project, string service, int publishedPort = 0)
    {
        var container = new StubContainer(project, service, publishedPort);
        _containers.Add(container);
        return container;
    }

    /// <summary>Adds a shop, whose gateway publishes a port.</summary>
    public void AddShop(string project, int port)
    {
        Add(project, "gateway", port);
        foreach (var service in new[] { "order-service", "stock-service", "payment-service" }) Add(project, service);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult With(string id, Func<StubContainer, IResult> act) =>
        _containers.Find(c => c.Id == id) is { } container ? act(container) : Results.Json(new { message = $"No such container: {id}" }, Plain, statusCode: 404);

    private IResult Done(string act, StubContainer container, bool running)
    {
        Acts.Enqueue($"{act} {container.Name}");
        if (container.Running != running) container.Turn(running);
        return Results.NoContent();
    }
}

/// <summary>A container of a <see cref="StubEngine"/>.</summary>
internal sealed class StubContainer(string project, string service, int port)
{
    private DateTime _turned = DateTime.UtcNow;

    public string Id { get; } = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");

    public string Name { get; } = $"{project}-{service}-1";

    public bool Running { get; private set; } = true;

    public void Turn(bool running) => (Running, _turned) = (running, DateTime.UtcNow);

    public bool Fits(string? filters) => filters is null || filters.Contains($"com.docker.compose.project={project}\"", StringComparison.Ordinal);

    public object Listed() => new
    {
        Id,
        Names = new[] { $"/{Name}" },
        State = Running ? "running" : "exited",
        Labels = new Dictionary<string, string> { ["com.docker.compose.project"] = project, ["com.docker.compose.service"] = service },
        Ports = Running && port > 0 ? new[] { new { IP = "127.0.0.1", PrivatePort = 8000, PublicPort = port, Type = "tcp" } } : [],
    };

    public object Inspected() => new
    {
        Id,
        Name = $"/{Name}",
        State = new
        {
            Status = Running ? "running" : "exited", Running, Paused = false, Restarting = false, Pid = Running ? 1 : 0,
            StartedAt = Running ? Text(_turned) : "0001-01-01T00:00:00Z", FinishedAt = Running ? "0001-01-01T00:00:00Z" : Text(_turned),
            Health = new { Status = Running ? "healthy" : "unhealthy" },
        },
        HostConfig = new
        {
            PortBindings = new Dictionary<string, object[]> { ["8000/tcp"] = port > 0 ? [new { HostIp = "", HostPort = port.ToString(CultureInfo.InvariantCulture) }] : [] },
        },
    };

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
