using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Faultline.IntegrationTests.Hosting;

/// <summary>Answers in place of services that serve nothing themselves.</summary>
internal sealed class ReadyEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    public ReadyEndpoint()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/ready", () => Results.StatusCode(Status));
        _app.Start();
        Url = new Uri($"{_app.Urls.Single()}/ready");
    }

    public Uri Url { get; }

    public int Status { get; set; } = 200;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
