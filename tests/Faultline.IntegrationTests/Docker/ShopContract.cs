using System.Net;
using System.Text.Json;

namespace Faultline.IntegrationTests.Docker;

/// <summary>Every call of the shop's HTTP contract once, asked from outside of a shop whose balances nobody else changes.</summary>
internal static class ShopContract
{
    public static async Task AssertAsync(Uri gateway, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        await PostAsync("stock/batch_init/3/10/5");
        await PostAsync("payment/batch_init/4/100");
        await PostAsync("orders/batch_init/5/3/4/5");
        Assert.Equal((10, 5), await ItemAsync("2"));
        Assert.Equal(100, (await GetAsync("payment/find_user/3")).GetProperty("credit").GetInt64());
        var filled = await GetAsync("orders/find/4");
        Assert.Equal(10, filled.GetProperty("total_cost").GetInt64());
        Assert.Equal(2, filled.GetProperty("items").GetArrayLength());

        var item = (await PostAsync("stock/item/create/7")).GetProperty("item_id").GetString()!;
        var user = (await PostAsync("payment/create_user")).GetProperty("user_id").GetString()!;
        var order = (await PostAsync($"orders/create/{user}")).GetProperty("order_id").GetString()!;
        await PostAsync($"stock/add/{item}/5");
        await PostAsync($"stock/subtract/{item}/1");
        await RefusedAsync($"stock/subtract/{item}/5");
        await PostAsync($"payment/add_funds/{user}/20");
        await PostAsync($"payment/pay/{user}/5");
        await RefusedAsync($"payment/pay/{user}/16");
        await PostAsync($"orders/addItem/{order}/{item}/3");
        await RefusedAsync($"orders/addItem/{order}/none/1");
        await RefusedAsync($"orders/addItem/none/{item}/1");

        // 3 pieces of 7 each, and 15 to pay with.
        await RefusedAsync($"orders/checkout/{order}");
        await RefusedAsync("orders/checkout/none");
        // What a refused checkout took is given back, if not before its answer.
        for (var i = 0; i < 300 && await ItemAsync(item) != (4, 7); i++) await Task.Delay(50, cancellationToken);
        Assert.Equal((4, 7), await ItemAsync(item));
        await PostAsync($"payment/add_funds/{user}/6");
        await PostAsync($"orders/checkout/{order}");

        Assert.Equal((1, 7), await ItemAsync(item));
        Assert.Equal(0, (await GetAsync($"payment/find_user/{user}")).GetProperty("credit").GetInt64());
        var paid = await GetAsync($"orders/find/{order}");
        Assert.True(paid.GetProperty("paid").GetBoolean());
        Assert.Equal((user, 21), (paid.GetProperty("user_id").GetString(), paid.GetProperty("total_cost").GetInt64()));
        Assert.Equal($"[[\"{item}\",3]]", paid.GetProperty("items").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        foreach (var unknown in new[] { "orders/find/none", "stock/find/none", "payment/find_user/none" })
            using (var answer = await client.GetAsync(new Uri(unknown, UriKind.Relative), cancellationToken))
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        async Task<JsonElement> PostAsync(string path)
        {
            var (status, text) = await SendAsync(path);
            Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {text}");
            return text.StartsWith('{') ? Parse(text) : default;
        }

        async Task RefusedAsync(string path)
        {
            var (status, text) = await SendAsync(path);
            Assert.True(status == HttpStatusCode.BadRequest, $"{path}: {status} {text}");
        }

        async Task<(HttpStatusCode Status, string Text)> SendAsync(string path)
        {
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent([]), cancellationToken);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }

        async Task<JsonElement> GetAsync(string path) => Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken));

        async Task<(long Stock, long Price)> ItemAsync(string id)
        {
            var found = await GetAsync($"stock/find/{id}");
            return (found.GetProperty("stock").GetInt64(), found.GetProperty("price").GetInt64());
        }
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
