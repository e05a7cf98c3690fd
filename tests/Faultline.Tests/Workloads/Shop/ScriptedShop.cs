using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using Faultline.Tests.Load.Http;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

/// <summary>A shop whose every entity answers what a test says: by default none exists, and what is created reads back.</summary>
internal sealed class ScriptedShop : IDisposable
{
    private readonly ScriptedServer _server;
    private readonly ShopTargets _targets;
    private readonly ConcurrentDictionary<string, string> _answers = new();
    private int _created;

    public ScriptedShop()
    {
        _server = new ScriptedServer((socket, _) => AnswerAsync(socket));
        _targets = new ShopTargets(new ShopUrls(_server.Address, _server.Address, _server.Address), TimeProvider.System);
        Client = new ShopClient(_targets, TimeSpan.FromSeconds(10));
    }

    public ShopClient Client { get; }

    /// <summary>Whether entities can be created.</summary>
    public bool Creates { get; set; } = true;

    /// <summary>Paths that were asked for, since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<string> Asked => [.. _server.Requests.Select(r => r.Split(' ')[1])];

    public void Forget() => _server.Requests.Clear();

    public ScriptedShop Item(string id, long stock) => Says($"/stock/find/{id}", 200, Text($$"""{"stock":{{stock}},"price":10}"""));

    public ScriptedShop User(string id, long credit) => Says($"/payment/find_user/{id}", 200, Text($$"""{"user_id":"{{id}}","credit":{{credit}}}"""));

    public ScriptedShop Order(string id, string user, bool paid, params string[] items) => Says(
        $"/orders/find/{id}",
        200,
        Text($$"""{"order_id":"{{id}}","paid":{{(paid ? "true" : "false")}},"items":[{{string.Join(",", items.Select(i => $"[\"{i}\",1]"))}}],"user_id":"{{user}}","total_cost":{{10 * items.Length}}}"""));

    /// <summary>The entity does not exist, as the shop sees it.</summary>
    public ScriptedShop Forgets(string path)
    {
        _answers.TryRemove(path, out _);
        return this;
    }

    public ScriptedShop Says(string path, int status, string body)
    {
        _answers[path] = $"{status} {body}";
        return this;
    }

    public void Dispose()
    {
        _targets.Dispose();
        _server.Dispose();
    }

    private Task<bool> AnswerAsync(Socket socket)
    {
        var path = _server.Requests.Last().Split(' ')[1];
        var answer = _answers.GetValueOrDefault(path) ?? Made(path) ?? $"400 {path.Split('/')[^1]} does not exist";
        var (status, body) = (answer[..3], answer[4..]);
        return ScriptedServer.SayAsync(socket, $"HTTP/1.1 {status} Said\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private string? Made(string path)
    {
        if (!path.Contains("create", StringComparison.Ordinal)) return null;
        if (!Creates) return "500 full";
        var id = Text($"new-{Interlocked.Increment(ref _created)}");
        Item(id, 0).User(id, 0).Order(id, "u", paid: false);
        return Text($$"""200 {"item_id":"{{id}}","user_id":"{{id}}","order_id":"{{id}}"}""");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
