using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Faultline.IntegrationTests.Systems;

/// <summary>
/// A till in memory, by HTTP: deposits to accounts, with a fee on an account of its own that is there from the start. Paths may
/// begin with anything; what is refused is answered with all that was asked.
/// </summary>
internal sealed class TestTill : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _balances = new() { ["main"] = 700, ["old"] = 500 };
    private readonly HashSet<string> _deposits = [];
    private int _attempts;

    private TestTill()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Fees are forgotten.</summary>
    public bool ForgetsFees { get; init; }

    /// <summary>Every so many deposits one is refused; 0 for none.</summary>
    public int RefusesEach { get; init; }

    /// <summary>What was asked.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public static async Task<TestTill> StartAsync(bool forgetsFees = false, int refusesEach = 0)
    {
        var till = new TestTill { ForgetsFees = forgetsFees, RefusesEach = refusesEach };
        await till._app.StartAsync();
        return till;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var asked = $"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}";
        Asked.Enqueue(asked);
        using var text = new StreamReader(context.Request.Body);
        var body = await text.ReadToEndAsync() is { Length: > 0 } json ? JsonNode.Parse(json) : null;
        var (status, answer) = (context.Request.Method, context.Request.Path.Value!.Split('/')) switch
        {
            ("POST", [.., "accounts"]) => Open(),
            ("GET", [.., "accounts", var id]) => Look(id, asked),
            ("GET", [.., "newest"]) => (200, new JsonObject { ["id"] = "old" }),
            ("POST", [.., "deposits"]) => Deposit(body!, asked),
            _ => Refused(404, asked),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private (int, JsonObject) Open()
    {
        lock (_gate)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"a{_balances.Count}");
            _balances[id] = 0;
            return (201, new JsonObject { ["id"] = id });
        }
    }

    private (int, JsonObject) Look(string id, string asked)
    {
        lock (_gate)
        {
            return _balances.TryGetValue(id, out var balance) ? (200, new JsonObject { ["balance"] = balance }) : Refused(404, asked);
        }
    }

    private (int, JsonObject) Deposit(JsonNode body, string asked)
    {
        lock (_gate)
        {
            if (RefusesEach > 0 && ++_attempts % RefusesEach == 0) return Refused(422, asked);
            if (!_deposits.Add(body["id"]!.GetValue<string>())) return (200, new JsonObject { ["state"] = "deposited before" });
            _balances[body["to"]!.GetValue<string>()] += body["cents"]!.GetValue<long>();
            if (!ForgetsFees) _balances["main"]++;
            return (200, new JsonObject { ["state"] = "deposited" });
        }
    }

    private static (int, JsonObject) Refused(int status, string asked) => (status, new JsonObject { ["error"] = "refused", ["asked"] = asked });
}
