using System.Text.Json;
using Faultline.Configuration;
using Faultline.Tests.Configuration;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

/// <summary>The file that the addresses start as, and the schema by which editors check it.</summary>
public class UrlsFilesTests
{
    private static readonly StarterFile Starter = ShopUrls.StarterFiles[0];
    private static readonly StarterFile Schema = ShopUrls.StarterFiles[1];

    private static readonly string[] Addresses =
    [
        "http://localhost", "http://localhost:8000", "http://localhost:8000/", "HTTP://localhost", "http://10.0.0.5:81/api/v1", "http://[::1]:82", "http://my_shop.internal:65535", "http://a:0", "http://a:00080",
        " http://a ", "http://a:65536", "http://a:99999", "http://a:-1", "http://a:b", "https://localhost", "ftp://localhost", "localhost:8000", "localhost", "/orders", "http://", "http:///x", "http:a", "http://?a",
        "http://localhost/?a=1", "http://localhost?a", "http://localhost/#a", "http://me@localhost/", "http://me:you@localhost/", "", " ", "http://a b", "http://[::1", "http://münchen.example",
    ];

    private static readonly string[] Values = [.. Addresses.Select(a => JsonSerializer.Serialize(a)), "null", "true", "8000", "[]", "{}", "[\"http://a\"]"];

    private static readonly string[] Keys = ["$schema", "$comment", "ORDER_URL", "PAYMENT_URL", "STOCK_URL", "order_url", "ORDERS_URL", "comment"];

    [Fact]
    public void The_starter_names_one_gateway_of_this_machine()
    {
        using var file = new TemporaryFile(Starter.Text, "urls.json");
        var gateway = new Uri("http://localhost:8000");

        Assert.Equal(new ShopUrls(gateway, gateway, gateway), ShopUrls.Read(file.FullName));
    }

    [Fact]
    public void They_are_plain_json_that_other_tools_load() => StarterFileAssert.ArePlainJson(ShopUrls.StarterFiles);

    [Fact]
    public void The_starter_names_its_schema_and_says_what_each_field_means() => StarterFileAssert.Explains(ShopUrls.StarterFiles, root => root);

    [Fact]
    public async Task Reader_and_schema_take_and_refuse_the_same_documents()
    {
        var both = await ReaderAndSchema.OfAsync(Schema, path => ShopUrls.Read(path));
        const string Valid = """{ "ORDER_URL": "http://localhost:8000", "PAYMENT_URL": "http://10.0.0.2:81/api/", "STOCK_URL": "http://[::1]:82" }""";

        Assert.True(both.Take(Valid));
        Assert.True(both.Take(Starter.Text));
        foreach (var address in Addresses) both.Take(Valid.Replace("http://localhost:8000", address, StringComparison.Ordinal));
        var taken = MutatedJson.Of(Valid, Values, Keys, count: 1_500, seed: 12).Count(both.Take);

        Assert.InRange(taken, 300, 1_000);
    }
}
