using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Faultline.IntegrationTests.Systems;

/// <summary>In which way a bank is wrong.</summary>
public enum BankBug
{
    /// <summary>It is right.</summary>
    None,

    /// <summary>Now and then a transfer leaves one account and does not arrive at the other.</summary>
    HalfTransfer,

    /// <summary>Now and then a transfer is carried out twice.</summary>
    DoubleTransfer,

    /// <summary>Balances are read, changed and written back, and what others wrote meanwhile is overwritten.</summary>
    LostUpdate,

    /// <summary>Now and then a transfer is acknowledged and forgotten.</summary>
    LostAcknowledgement,

    /// <summary>Every transfer is acknowledged and forgotten.</summary>
    AllForgotten,

    /// <summary>Now and then a refused transfer has taken the money.</summary>
    RefusedButTaken,
}

/// <summary>A bank in memory, by HTTP.</summary>
internal sealed class TestBank : IAsyncDisposable
{
    private const int Every = 20;
    private const int FirstTurn = 10;

    private readonly WebApplication _app;
    private readonly BankBug _bug;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _balances = [];
    private readonly Dictionary<string, string> _transfers = [];
    private int _ids;
    private int _attempts;

    private TestBank(BankBug bug)
    {
        _bug = bug;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What a repeated transfer or deposit does: applies again, else is answered ok and does nothing.</summary>
    public bool AppliesAgain { get; init; }

    /// <summary>Accounts and transfers that were treated wrongly.</summary>
    public ConcurrentDictionary<string, bool> Wronged { get; } = [];

    /// <summary>Requests by first word of the path.</summary>
    public ConcurrentDictionary<string, int> Asked { get; } = [];

    public static async Task<TestBank> StartAsync(BankBug bug = BankBug.None, bool appliesAgain = false)
    {
        var bank = new TestBank(bug) { AppliesAgain = appliesAgain };
        await bank._app.StartAsync();
        return bank;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Split('/');
        Asked.AddOrUpdate($"{context.Request.Method} {path[1]}", 1, (_, count) => count + 1);
        using var text = new StreamReader(context.Request.Body);
        var body = await text.ReadToEndAsync() is { Length: > 0 } json ? JsonNode.Parse(json) : null;
        var (status, answer) = (context.Request.Method, path) switch
        {
            ("POST", ["", "accounts"]) => Open(body!["balance"]!.GetValue<long>()),
            ("GET", ["", "accounts", var id]) => Look(id),
            ("POST", ["", "transfers"]) => await TransferAsync(body!),
            ("GET", ["", "transfers", var id]) => State(id),
            ("POST", ["", "deposits"]) => Deposit(body!),
            _ => (404, new JsonObject { ["error"] = "no such page" }),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private (int, JsonObject) Open(long balance)
    {
        lock (_gate)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"DE{++_ids:00000}");
            _balances[id] = balance;
            return (201, new JsonObject { ["id"] = id });
        }
    }

    private (int, JsonObject) Look(string id)
    {
        lock (_gate)
        {
            return _balances.TryGetValue(id, out var balance)
                ? (200, new JsonObject { ["id"] = id, ["balance"] = balance, ["currency"] = "EUR" })
                : (404, new JsonObject { ["error"] = $"no account {id}" });
        }
    }

    private (int, JsonObject) State(string id)
    {
        lock (_gate)
        {
            return _transfers.TryGetValue(id, out var state) ? (200, new JsonObject { ["id"] = id, ["state"] = state }) : (404, new JsonObject { ["error"] = "no such transfer" });
        }
    }

    private (int, JsonObject) Deposit(JsonNode body)
    {
        var (id, to, cents) = (Text(body, "id"), Text(body, "to"), body["cents"]!.GetValue<long>());
        lock (_gate)
        {
            if (!AppliesAgain && !_transfers.TryAdd(id, "deposited")) return (200, new JsonObject { ["state"] = "deposited before" });
            _balances[to] += cents;
            return (200, new JsonObject { ["state"] = "deposited" });
        }
    }

    private async Task<(int, JsonObject)> TransferAsync(JsonNode body)
    {
        var (id, from, to, cents) = (Text(body, "id"), Text(body, "from"), Text(body, "to"), body["cents"]!.GetValue<long>());
        bool isTurn;
        (long From, long To) seen;
        lock (_gate)
        {
            if (!AppliesAgain && _transfers.ContainsKey(id)) return (200, new JsonObject { ["state"] = "settled before" });
            isTurn = _bug == BankBug.AllForgotten || (++_attempts >= FirstTurn && _attempts % Every == 0 && _bug != BankBug.None);
            if (_balances[from] < cents) return (422, new JsonObject { ["error"] = "not enough money" });
            seen = (_balances[from], _balances[to]);
        }

        if (_bug == BankBug.LostUpdate)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
            lock (_gate)
            {
                if (_balances[from] != seen.From) Wronged[from] = true;
                if (_balances[to] != seen.To) Wronged[to] = true;
                (_balances[from], _balances[to]) = (seen.From - cents, seen.To + cents);
                _transfers[id] = "settled";
            }

            return (200, new JsonObject { ["state"] = "settled" });
        }

        lock (_gate)
        {
            if (isTurn) foreach (var wronged in new[] { id, from, to }) Wronged[wronged] = true;
            switch (isTurn ? _bug : BankBug.None)
            {
                case BankBug.LostAcknowledgement or BankBug.AllForgotten:
                    return (200, new JsonObject { ["state"] = "settled" });
                case BankBug.HalfTransfer:
                    _balances[from] -= cents;
                    break;
                case BankBug.DoubleTransfer:
                    _balances[from] -= 2 * cents;
                    _balances[to] += 2 * cents;
                    break;
                case BankBug.RefusedButTaken:
                    _balances[from] -= cents;
                    return (409, new JsonObject { ["error"] = "refused" });
                default:
                    _balances[from] -= cents;
                    _balances[to] += cents;
                    break;
            }

            _transfers[id] = "settled";
            return (200, new JsonObject { ["state"] = "settled" });
        }
    }

    private static string Text(JsonNode body, string name) => body[name]!.GetValue<string>();
}
