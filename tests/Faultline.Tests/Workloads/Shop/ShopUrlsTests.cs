using Faultline.Configuration;
using Faultline.Tests.Configuration;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public class ShopUrlsTests
{
    [Fact]
    public void The_documented_file_is_read()
    {
        using var file = new TemporaryFile(
            """{ "ORDER_URL": "http://localhost:8000", "PAYMENT_URL": "http://10.0.0.2:81/api/", "STOCK_URL": "http://[::1]:82" }""");

        var urls = ShopUrls.Read(file.FullName);

        Assert.Equal(
            (new Uri("http://localhost:8000"), new Uri("http://10.0.0.2:81/api/"), new Uri("http://[::1]:82")),
            (urls.Order, urls.Payment, urls.Stock));
    }

    [Fact]
    public void What_is_written_is_read_back_and_nothing_else_is_left()
    {
        using var file = new TemporaryFile("old", "urls.json");
        var urls = new ShopUrls(new Uri("http://localhost:8000"), new Uri("http://localhost:8001/pay"), new Uri("http://localhost:8002"));

        urls.Write(file.FullName);

        Assert.Equal(urls, ShopUrls.Read(file.FullName));
        Assert.Equal([file.FullName], Directory.GetFileSystemEntries(file.Folder));
        Assert.Contains("\"ORDER_URL\": \"http://localhost:8000\"", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_leaves_nothing_behind()
    {
        using var file = new TemporaryFile((string?)null, "urls.json");
        Directory.CreateDirectory(file.FullName);
        var urls = new ShopUrls(new Uri("http://a"), new Uri("http://a"), new Uri("http://a"));

        Assert.ThrowsAny<Exception>(() => urls.Write(file.FullName));

        Assert.Equal([file.FullName], Directory.GetFileSystemEntries(file.Folder));
    }

    [Theory]
    [InlineData("\"https://localhost\"", "https is not supported yet")]
    [InlineData("\"localhost:8000\"", "must be an absolute http address, not \"localhost:8000\"")]
    [InlineData("\"/orders\"", "must be an absolute http address")]
    [InlineData("\"ftp://localhost\"", "must be an absolute http address")]
    [InlineData("\"http://\"", "must be an absolute http address")]
    [InlineData("\"http://localhost:99999\"", "must be an absolute http address")]
    [InlineData("\"http://localhost/?a=1\"", "must hold host, port and path only")]
    [InlineData("\"http://me@localhost/\"", "must hold host, port and path only")]
    [InlineData("\"\"", "must not be empty")]
    [InlineData("8000", "must be a string, not the number 8000")]
    [InlineData("null", "must be a string, not null")]
    public void A_wrong_address_is_told_at_its_place(string value, string message)
    {
        var error = Assert.Single(ErrorsOf($$"""
            {
              "ORDER_URL": "http://localhost:8000",
              "PAYMENT_URL": {{value}},
              "STOCK_URL": "http://localhost:8000"
            }
            """));

        Assert.Contains("\"PAYMENT_URL\"", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((3, 18), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("http://user:pass-word@localhost/")]
    [InlineData("ftp://user:pass-word@localhost/")]
    [InlineData("https://user:pass-word@localhost/")]
    [InlineData("user:pass-word@localhost:8000")]
    [InlineData("ftp://user:pass-word-which-is-so-long-that-the-address-is-cut-in-the-midst-of-it@localhost/")]
    [InlineData("http://localhost/?access_token=pass-word")]
    public void What_an_address_keeps_secret_is_told_nowhere(string address)
    {
        foreach (var file in new[] { $"{{ \"ORDER_URL\": \"{address}\" }}", $"{{ \"ORDER_URL\": \"{address}\"; }}", $"{{{new string(' ', 10_000)}\"ORDER_URL\": \"{address}\" }}" })
            Assert.All(ErrorsOf(file), e => Assert.DoesNotContain("pass-word", $"{e.Message}{e.Excerpt}{e.Hint}", StringComparison.Ordinal));
    }

    [Fact]
    public void An_address_without_scheme_is_given_one_in_the_hint() =>
        Assert.Equal(
            "Write \"http://localhost:8000\".",
            ErrorsOf("""{"ORDER_URL": "localhost:8000/", "PAYMENT_URL": "http://a", "STOCK_URL": "http://a"}""")[0].Hint);

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_the_text()
    {
        var errors = ErrorsOf("{\n  \"ORDERS_URL\": \"http://a\",\n  \"STOCK_URL\": \"b\"\n}");

        Assert.Equal(
            [(1, 1, "\"PAYMENT_URL\" is missing"), (2, 3, "unknown key \"ORDERS_URL\""), (3, 16, "\"STOCK_URL\" must be an absolute http address, not \"b\"")],
            errors.Select(e => (e.Line, e.Column, e.Message)));
        Assert.EndsWith("Did you mean \"ORDER_URL\"?", errors[1].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_no_configuration() =>
        Assert.Equal("the configuration must be an object, not a list", Assert.Single(ErrorsOf("[]")).Message);

    [Fact]
    public void A_missing_file_says_what_writes_one()
    {
        using var file = new TemporaryFile((string?)null, "urls.json");

        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => ShopUrls.Read(file.FullName)).Errors);

        Assert.Contains("faultline shop up", error.Hint, StringComparison.Ordinal);
        Assert.Contains("--urls FILE", error.Hint, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ConfigurationError> ErrorsOf(string text)
    {
        using var file = new TemporaryFile(text, "urls.json");
        return Assert.Throws<ConfigurationException>(() => ShopUrls.Read(file.FullName)).Errors;
    }
}
