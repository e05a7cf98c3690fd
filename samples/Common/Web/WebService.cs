using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Samples.Web;

/// <summary>What every process of a sample is made of.</summary>
internal static class WebService
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(1);

    /// <summary>A builder that reads no settings files and no variables: a process does what its options say, wherever it runs.</summary>
    public static WebApplicationBuilder CreateBuilder(string name, IPAddress address, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port);
        });
        builder.Logging
            .SetMinimumLevel(LogLevel.Warning)
            // Each probe of a replica that is down would be a warning of its own.
            .AddFilter("Yarp", LogLevel.Error)
            .AddSimpleConsole(console => console.SingleLine = true);
        builder.Services
            .AddRoutingCore()
            .AddSingleton(TimeProvider.System)
            .Configure<HostOptions>(host => host.ShutdownTimeout = DrainTimeout)
            .Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        return builder;
    }

    /// <summary>Answers <c>GET /health</c> with 200 where the probe does not throw.</summary>
    public static void MapHealth(WebApplication app, Action probe) => app.MapGet("/health", () =>
    {
        probe();
        return TypedResults.Text("Healthy");
    });

    /// <summary>A client of another service; each call brings its own time-out.</summary>
    public static HttpClient CreateClient(Uri address) => new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(1),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
    })
    {
        BaseAddress = address,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The store of a service: a server, or a file in a folder.</summary>
    /// <exception cref="ArgumentException">Neither is named.</exception>
    public static Storage.IStoreEngine Store(string service, string? address, string? folder) =>
        address is not null ? new Storage.PostgresEngine(address)
        : folder is not null ? new Storage.SqliteEngine(Path.Combine(folder, $"{service}.db"))
        : throw new ArgumentException($"The {service} service needs a folder or a server for its data.");
}
