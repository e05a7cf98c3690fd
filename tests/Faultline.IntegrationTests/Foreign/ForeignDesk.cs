using System.Globalization;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>Answers each call of the contract from the books, rightly: a paid order is charged again.</summary>
internal sealed class ForeignDesk(ForeignBooks books, Action<Effect> apply)
{
    public Reply Answer(Call call) => call.Parts switch
    {
        ["stock", "item", "create", var price] => CreateArticle(Number(price)),
        ["stock", "batch_init", var n, var stock, var price] => Restock(Number(n), Number(stock), Number(price)),
        ["stock", "find", var id] => FindArticle(id),
        ["stock", "add", var id, var amount] => MoveStock(id, Number(amount)),
        ["stock", "subtract", var id, var amount] => MoveStock(id, -Number(amount)),
        ["payment", "create_user"] => CreatePurse(),
        ["payment", "batch_init", var n, var money] => FillPurses(Number(n), Number(money)),
        ["payment", "find_user", var id] => FindPurse(id),
        ["payment", "add_funds", var id, var amount] => MoveCredit(id, Number(amount)),
        ["payment", "pay", var id, var amount] => MoveCredit(id, -Number(amount)),
        ["orders", "create", var user] => CreateBasket(user),
        ["orders", "batch_init", var n, var items, var users, var price] => FillBaskets(Number(n), Number(items), Number(users), Number(price)),
        ["orders", "find", var id] => FindBasket(id),
        ["orders", "addItem", var id, var item, var quantity] => AddItem(id, item, Number(quantity)),
        ["orders", "checkout", var id] => Checkout(id),
        _ => new Reply(404, "nothing here", "text/plain"),
    };

    private Reply CreateArticle(long price)
    {
        var id = books.NextId("sku");
        books.Articles[id] = new Article(new Account(0), price);
        return Reply.Json($$"""{"created":true,"item_id":"{{id}}"}""");
    }

    private Reply Restock(long n, long stock, long price)
    {
        books.Articles.Clear();
        for (var i = 0; i < n; i++) books.Articles[Reply.Number(i)] = new Article(new Account(stock), price);
        return Reply.Json("""{"msg":"restocked"}""");
    }

    private Reply FindArticle(string id) => books.Articles.TryGetValue(id, out var a)
        ? Reply.Json($$"""{"warehouse":{"shelf":[1,2]},"price":{{Reply.Number(a.Price)}},"stock":{{Reply.Number(a.Stock.Show())}}}""")
        : Reply.Refused("no such article");

    private Reply MoveStock(string id, long amount)
    {
        if (!books.Articles.TryGetValue(id, out var article) || article.Stock.Value + amount < 0) return Reply.Refused("not that many");
        article.Stock.Move(amount);
        return Reply.Done();
    }

    private Reply CreatePurse()
    {
        var id = books.NextId("usr");
        books.Purses[id] = new Account(0);
        return Reply.Json($$"""{"user_id":"{{id}}","since":"today"}""") with { Headers = new Dictionary<string, string> { ["Connection"] = "close" } };
    }

    private Reply FillPurses(long n, long money)
    {
        books.Purses.Clear();
        for (var i = 0; i < n; i++) books.Purses[Reply.Number(i)] = new Account(money);
        return Reply.Json("""{"msg":"rich"}""");
    }

    private Reply FindPurse(string id) => books.Purses.TryGetValue(id, out var purse)
        ? Reply.Json($$"""{"credit":{{Reply.Number(purse.Show())}},"currency":"none","user_id":"{{id}}"}""")
        : Reply.Refused("nobody of that name");

    private Reply MoveCredit(string id, long amount)
    {
        if (!books.Purses.TryGetValue(id, out var purse) || purse.Value + amount < 0) return Reply.Refused("not that rich");
        purse.Move(amount);
        return Reply.Done();
    }

    private Reply CreateBasket(string user)
    {
        var id = books.NextId("ORD");
        books.Baskets[id] = new Basket(user);
        return Reply.Json($$"""{"order_id":"{{id}}"}""");
    }

    private Reply FillBaskets(long n, long items, long users, long price)
    {
        var random = new Random(7);
        books.Baskets.Clear();
        for (var i = 0; i < n; i++)
            books.Baskets[Reply.Number(i)] = new Basket(Reply.Number(random.NextInt64(users)))
            {
                Lines = { (Reply.Number(random.NextInt64(items)), 1), (Reply.Number(random.NextInt64(items)), 1) }, Cost = 2 * price,
            };
        return Reply.Json("""{"msg":"baskets filled"}""");
    }

    private Reply FindBasket(string id) => books.Baskets.TryGetValue(id, out var b)
        ? Reply.Json($$"""{"total_cost":{{Reply.Number(b.Cost)}},"items":[{{string.Join(",", b.Lines.Select(l => $"[\"{l.Item}\",{Reply.Number(l.Quantity)}]"))}}],"note":null,"paid":{{(b.Paid.Show() > 0 ? "true" : "false")}},"order_id":"{{id}}","user_id":"{{b.User}}"}""")
        : Reply.Refused("no such basket");

    private Reply AddItem(string id, string item, long quantity)
    {
        if (!books.Baskets.TryGetValue(id, out var basket) || !books.Articles.TryGetValue(item, out var article)) return Reply.Refused("nothing to add");
        basket.Lines.Add((item, quantity));
        basket.Cost += quantity * article.Price;
        return Reply.Done();
    }

    private Reply Checkout(string id)
    {
        if (!books.Baskets.TryGetValue(id, out var basket)) return Reply.Refused("no such basket");
        var number = ++books.Checkouts;
        var wanted = basket.Lines.GroupBy(l => l.Item).Select(l => (Item: l.Key, Quantity: l.Sum(x => x.Quantity))).ToArray();
        if (wanted.Any(w => !books.Articles.TryGetValue(w.Item, out var article) || article.Stock.Value < w.Quantity)) return Reply.Refused("out of stock");
        if (!books.Purses.TryGetValue(basket.User, out var purse) || purse.Value < basket.Cost) return Reply.Refused("out of credit");

        var isRepeat = basket.Paid.Value > 0;
        string[] touched = [id, basket.User, .. wanted.Select(w => w.Item)];
        foreach (var (item, quantity) in wanted) apply(new Effect(Store.Stock, books.Articles[item].Stock, -quantity, number, isRepeat, touched));
        apply(new Effect(Store.Payment, purse, -basket.Cost, number, isRepeat, touched));
        if (!isRepeat) apply(new Effect(Store.Orders, basket.Paid, 1, number, isRepeat, touched));
        return Reply.Done();
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
