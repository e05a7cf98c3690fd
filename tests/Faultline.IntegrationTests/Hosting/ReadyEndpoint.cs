using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Faultline.IntegrationTests.Hosting;

/// <summary>A stranger that answers where a service should.</summary>
internal sealed class ReadyEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    public ReadyEndpoint(int port = 0, string path = "/ready")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet(path, (HttpResponse response) =>
        {
            if (Instance is { } instance) response.Headers["X-Instance"] = instance;
            return Results.StatusCode(Status);
        });
        _app.Start();
        Url = new Uri($"{_app.Urls.Single()}{path}");
    }

    public Uri Url { get; }

    public int Status { get; set; } = 200;

    /// <summary>The instance that it says it is.</summary>
    public string? Instance { get; set; }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
