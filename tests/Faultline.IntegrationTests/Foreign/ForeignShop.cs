using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>
/// A shop by the same contract and as unlike ours as the contract allows: odd ids, HTML errors, more members in other
/// places, a single worker, connections that are closed, slow answers, and a paid order is charged again.
/// </summary>
internal sealed class ForeignShop : IAsyncDisposable
{
    // The flaw shows under load, not while the tool still tries what a repeated checkout does.
    private const int FirstFlaw = 40;
    private const int FlawEvery = 15;
    private const int MostBaskets = 20;

    private readonly WebApplication _app;
    private readonly SemaphoreSlim _worker = new(1, 1);
    private readonly Dictionary<string, Article> _articles = [];
    private readonly Dictionary<string, long> _purses = [];
    private readonly Dictionary<string, Basket> _baskets = [];
    private readonly HashSet<string> _wronged = [];
    private readonly Flaw _flaw;
    private int _ids;
    private int _checkouts;

    private ForeignShop(Flaw flaw)
    {
        _flaw = flaw;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            await _worker.WaitAsync(context.RequestAborted);
            try
            {
                await next(context);
            }
            finally
            {
                _worker.Release();
            }
        });
        MapArticles();
        MapPurses();
        MapBaskets();
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Orders that were treated wrongly, with their items and users.</summary>
    public IReadOnlySet<string> Wronged => _wronged;

    public static async Task<ForeignShop> StartAsync(Flaw flaw)
    {
        var shop = new ForeignShop(flaw);
        await shop._app.StartAsync();
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _worker.Dispose();
    }

    private void MapArticles()
    {
        _app.MapPost("/stock/item/create/{price:long}", (long price) =>
        {
            var id = NextId("sku");
            _articles[id] = new Article { Price = price };
            return Json($$"""{"created":true,"item_id":"{{id}}"}""");
        });
        _app.MapPost("/stock/batch_init/{n:int}/{stock:long}/{price:long}", (int n, long stock, long price) =>
        {
            _articles.Clear();
            for (var i = 0; i < n; i++) _articles[Text(i)] = new Article { Stock = stock, Price = price };
            return Json("""{"msg":"restocked"}""");
        });
        _app.MapGet("/stock/find/{id}", (string id) => _articles.TryGetValue(id, out var a)
            ? Json($$"""{"warehouse":{"shelf":[1,2]},"price":{{Text(a.Price)}},"stock":{{Text(a.Stock)}}}""")
            : Refused("no such article"));
        _app.MapPost("/stock/add/{id}/{amount:long}", (string id, long amount) => Move(id, amount));
        _app.MapPost("/stock/subtract/{id}/{amount:long}", (string id, long amount) => Move(id, -amount));

        IResult Move(string id, long amount)
        {
            if (!_articles.TryGetValue(id, out var article) || article.Stock + amount < 0) return Refused("not that many");
            article.Stock += amount;
            return Done();
        }
    }

    private void MapPurses()
    {
        _app.MapPost("/payment/create_user", (HttpContext context) =>
        {
            var id = NextId("usr");
            _purses[id] = 0;
            context.Response.Headers.Connection = "close";
            return Json($$"""{"user_id":"{{id}}","since":"today"}""");
        });
        _app.MapPost("/payment/batch_init/{n:int}/{money:long}", (int n, long money) =>
        {
            _purses.Clear();
            for (var i = 0; i < n; i++) _purses[Text(i)] = money;
            return Json("""{"msg":"rich"}""");
        });
        _app.MapGet("/payment/find_user/{id}", (string id) => _purses.TryGetValue(id, out var credit)
            ? Json($$"""{"credit":{{Text(credit)}},"currency":"none","user_id":"{{id}}"}""")
            : Refused("nobody of that name"));
        _app.MapPost("/payment/add_funds/{id}/{amount:long}", (string id, long amount) => Pay(id, amount));
        _app.MapPost("/payment/pay/{id}/{amount:long}", (string id, long amount) => Pay(id, -amount));

        IResult Pay(string id, long amount)
        {
            if (!_purses.TryGetValue(id, out var credit) || credit + amount < 0) return Refused("not that rich");
            _purses[id] = credit + amount;
            return Done();
        }
    }

    private void MapBaskets()
    {
        _app.MapPost("/orders/create/{user}", (string user) =>
        {
            if (_flaw == Flaw.StopsCreating && _baskets.Count >= MostBaskets) return Results.Content("busy", "text/plain", statusCode: 503);
            var id = NextId("ORD");
            _baskets[id] = new Basket(user);
            return Json($$"""{"order_id":"{{id}}"}""");
        });
        _app.MapPost("/orders/batch_init/{n:int}/{items:int}/{users:int}/{price:long}", (int n, int items, int users, long price) =>
        {
            var random = new Random(7);
            _baskets.Clear();
            for (var i = 0; i < n; i++)
                _baskets[Text(i)] = new Basket(Text(random.Next(users))) { Lines = { (Text(random.Next(items)), 1), (Text(random.Next(items)), 1) }, Cost = 2 * price };
            return Json("""{"msg":"baskets filled"}""");
        });
        _app.MapGet("/orders/find/{id}", (string id) => _baskets.TryGetValue(id, out var b)
            ? Json($$"""{"total_cost":{{Text(b.Cost)}},"items":[{{string.Join(",", b.Lines.Select(l => $"[\"{l.Item}\",{Text(l.Quantity)}]"))}}],"note":null,"paid":{{(b.IsPaid ? "true" : "false")}},"order_id":"{{id}}","user_id":"{{b.User}}"}""")
            : Refused("no such basket"));
        _app.MapPost("/orders/addItem/{id}/{item}/{quantity:long}", (string id, string item, long quantity) =>
        {
            if (!_baskets.TryGetValue(id, out var basket) || !_articles.TryGetValue(item, out var article)) return Refused("nothing to add");
            basket.Lines.Add((item, quantity));
            basket.Cost += quantity * article.Price;
            return Done();
        });
        _app.MapPost("/orders/checkout/{id}", CheckoutAsync);
    }

    private async Task<IResult> CheckoutAsync(string id)
    {
        if (!_baskets.TryGetValue(id, out var basket)) return Refused("no such basket");
        var number = ++_checkouts;
        if (number % 25 == 0) await Task.Delay(200);
        var isWrong = _flaw != Flaw.None && number >= FirstFlaw && number % FlawEvery == 0;
        if (isWrong && _flaw == Flaw.ForgetsUsers)
        {
            foreach (var idle in _purses.Keys.Except(_baskets.Values.Select(b => b.User)).ToArray()) _purses.Remove(idle);
            isWrong = false;
        }

        if (isWrong && _flaw == Flaw.BadGateway && number % 2 == 0) return BadGateway();
        if (basket.Lines.GroupBy(l => l.Item).Any(l => _articles[l.Key].Stock < l.Sum(x => x.Quantity))) return Refused("out of stock");
        if (_purses[basket.User] < basket.Cost) return Refused("out of credit");
        if (isWrong && _flaw != Flaw.BadGateway) _wronged.UnionWith([id, basket.User, .. basket.Lines.Select(l => l.Item)]);

        if (!(isWrong && _flaw == Flaw.LosesStock))
            foreach (var (item, quantity) in basket.Lines) _articles[item].Stock -= quantity;
        if (isWrong && _flaw == Flaw.RefusesAfterPart) return Refused("DB error");
        if (!(isWrong && _flaw == Flaw.ForgetsCharge)) _purses[basket.User] -= basket.Cost;
        basket.IsPaid = true;
        return isWrong && _flaw == Flaw.BadGateway ? BadGateway() : Done();
    }

    private string NextId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}.{++_ids * 7919 % 99991:x4}~{_ids}-Zz_{new string('q', 30)}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IResult Json(string text) => Results.Content(text, "application/json; charset=utf-8");

    private static IResult Done() => Results.Content("\n  ok!\n", "text/x-shop");

    private static IResult Refused(string why) =>
        Results.Content($"<!doctype html><title>400 Bad Request</title><h1>Bad Request</h1><p>{why}</p>", "text/html", statusCode: 400);

    private static IResult BadGateway() =>
        Results.Content("<html><head><title>502 Bad Gateway</title></head><body><hr><center>nginx</center></body></html>", "text/html", statusCode: 502);

    private sealed class Article
    {
        public long Stock { get; set; }

        public long Price { get; init; }
    }

    private sealed class Basket(string user)
    {
        public string User { get; } = user;

        public List<(string Item, long Quantity)> Lines { get; } = [];

        public long Cost { get; set; }

        public bool IsPaid { get; set; }
    }
}
