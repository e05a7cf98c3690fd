using Faultline.Configuration;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class ShopUrlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-urls-").FullName;

    private string File => Path.Combine(_folder, "urls.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var urls = new ShopUrls(new Uri("http://localhost:8000"), new Uri("http://[::1]:9/pay%2Fment/"), new Uri("http://127.0.0.1:1234/stock"));

        urls.Write(File);

        var read = ShopUrls.Read(File);
        Assert.Equal((urls.Order, new Uri("http://[::1]:9/pay%2Fment"), urls.Stock), (read.Order, read.Payment, read.Stock));
        Assert.Equal(["urls.json"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Writing_replaces_what_was_there()
    {
        System.IO.File.WriteAllText(File, "something much longer that is not even JSON".PadRight(5000));

        var one = new Uri("http://localhost:8000");
        new ShopUrls(one, one, one).Write(File);

        Assert.Equal(one, ShopUrls.Read(File).Stock);
    }

    [Theory]
    [InlineData("https://localhost:8000", "https is not supported yet; only http")]
    [InlineData("localhost:8000", "For example http://localhost:8000")]
    [InlineData("/orders", "For example http://localhost:8000")]
    [InlineData("http://", "For example http://localhost:8000")]
    [InlineData("http://localhost:99999", "For example http://localhost:8000")]
    [InlineData("http://localhost/?a=1", "For example http://localhost:8000")]
    public void An_address_that_cannot_be_used_is_told_with_its_place(string address, string hint)
    {
        var error = Errors($$"""
            {
              "ORDER_URL": "http://localhost:1",
              "PAYMENT_URL": "{{address}}",
              "STOCK_URL": "http://localhost:1"
            }
            """).Single();

        Assert.Equal($"PAYMENT_URL is not an address that can be used: \"{address}\"", error.Message);
        Assert.Equal((File, 3, 18, hint), (error.File, error.Line, error.Column, error.Hint));
    }

    [Fact]
    public void Everything_wrong_is_told_in_the_order_of_the_text()
    {
        var errors = Errors("""
            {
              "ORDER_URL": 5,
              "PAYMENT_ULR": "http://localhost:1",
              "STOCK_URL": ""
            }
            """);

        Assert.Equal(
            [
                "1:1 \"PAYMENT_URL\" is missing in " + File,
                "2:16 \"ORDER_URL\" should be a text and is 5",
                "3:3 unknown key \"PAYMENT_ULR\" in " + File,
                "4:16 \"STOCK_URL\" should be a text and is empty",
            ],
            errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"));
        Assert.EndsWith("Did you mean \"PAYMENT_URL\"?", errors[2].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_instead_of_an_object_is_one_error() =>
        Assert.Equal($"{File} should be an object and is a list", Errors("[]").Single().Message);

    [Fact]
    public void A_missing_file_says_who_writes_one()
    {
        var error = Assert.Throws<ConfigurationException>(() => ShopUrls.Read(File)).Errors.Single();

        Assert.Equal($"{File} does not exist", error.Message);
        Assert.Contains("faultline shop up", error.Hint, StringComparison.Ordinal);
    }

    private IReadOnlyList<ConfigurationError> Errors(string text)
    {
        System.IO.File.WriteAllText(File, text);
        return Assert.Throws<ConfigurationException>(() => ShopUrls.Read(File)).Errors;
    }
}
