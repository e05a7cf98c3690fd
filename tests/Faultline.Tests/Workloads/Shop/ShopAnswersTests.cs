using System.IO.Compression;
using System.Text;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class ShopAnswersTests
{
    [Fact]
    public void An_order_is_read_and_lines_of_one_item_are_added_up()
    {
        var order = ShopAnswers.Order(Bytes("""{"order_id":"7","paid":true,"items":[["b",1],["a",2],["b",3]],"user_id":"u","total_cost":60}""")).Value;

        Assert.NotNull(order);
        Assert.Equal(("u", true, 60L), (order.User, order.Paid, order.TotalCost));
        Assert.Equal([new OrderLine("a", 2), new OrderLine("b", 4)], order.Lines);
    }

    [Fact]
    public void Ids_written_as_numbers_are_read_as_texts()
    {
        Assert.Equal("12", ShopAnswers.Id(Bytes("""{"order_id":12}"""), "order_id").Value);
        Assert.Equal("5", ShopAnswers.Order(Bytes("""{"paid":false,"items":[[3,1]],"user_id":5,"total_cost":1}""")).Value?.User);
    }

    [Theory]
    [InlineData("", "the body is empty")]
    [InlineData("[]", "the body is a list, not an object")]
    [InlineData("null", "the body is null, not an object")]
    [InlineData("<html>", "the body is not JSON")]
    [InlineData("""{"paid":"yes","items":[],"user_id":"u","total_cost":1}""", "\"paid\" is text, not true or false")]
    [InlineData("""{"paid":true,"items":[["a"]],"user_id":"u","total_cost":1}""", "\"items\" holds a list, not a pair of id and quantity")]
    [InlineData("""{"paid":true,"items":[["a",1.5]],"user_id":"u","total_cost":1}""", "\"items\" is not a whole number of 64 bits")]
    [InlineData("""{"paid":true,"items":[["a","1"]],"user_id":"u","total_cost":1}""", "\"items\" is text, not a whole number")]
    [InlineData("""{"paid":true,"items":[{"item_id":"a","quantity":1}],"user_id":"u","total_cost":1}""", "\"items\" holds an object, not a pair of id and quantity")]
    [InlineData("""{"paid":true,"items":{},"user_id":"u","total_cost":1}""", "\"items\" is an object, not a list")]
    [InlineData("""{"paid":true,"items":[["a",9223372036854775807],["a",1]],"user_id":"u","total_cost":1}""", "the quantities of an item add up to more than 64 bits")]
    [InlineData("""{"paid":true,"items":[],"user_id":null,"total_cost":1}""", "\"user_id\" is null, not text")]
    [InlineData("""{"paid":true,"items":[],"user_id":"","total_cost":1}""", "\"user_id\" holds an empty id")]
    [InlineData("""{"paid":true,"items":[],"user_id":"\ud800","total_cost":1}""", "the body is not JSON")]
    [InlineData("""{"paid":true,"items":[],"user_id":"u","total_cost":99999999999999999999}""", "\"total_cost\" is not a whole number of 64 bits")]
    public void What_is_no_order_is_told_with_what_is_wrong(string text, string fault) =>
        Assert.Equal(new Parsed<OrderContent>(null, fault), ShopAnswers.Order(Bytes(text)));

    [Fact]
    public void What_no_entity_needs_is_not_taken_in()
    {
        var blanks = new string(' ', 1 << 20);
        var lines = string.Join(',', Enumerable.Repeat("[1,1]", 10_001));

        Assert.Equal("the body is larger than 1 MiB", ShopAnswers.Item(Bytes($$"""{"stock":3,"price":4}{{blanks}}""")).Fault);
        Assert.Equal("\"items\" holds more than 10000 items", ShopAnswers.Order(Bytes($$"""{"paid":true,"items":[{{lines}}],"user_id":"u","total_cost":1}""")).Fault);
    }

    [Theory]
    [InlineData("""{"stock":3,"price":-4}""", 3, -4)]
    [InlineData("""{"price":0,"stock":-1,"more":true}""", -1, 0)]
    [InlineData("""{"price":100.0,"stock":1e2}""", 100, 100)]
    [InlineData("\uFEFF{\"stock\":1,\"price\":2}", 1, 2)]
    public void An_item_is_read(string text, long stock, long price) => Assert.Equal(new ItemState(stock, price), ShopAnswers.Item(Bytes(text)).Value);

    [Theory]
    [InlineData("""{"stock":3}""", "\"price\" is missing")]
    [InlineData("""{"stock":"3","price":1}""", "\"stock\" is text, not a whole number")]
    [InlineData("""{"stock":1e400,"price":1}""", "\"stock\" is not a whole number of 64 bits")]
    [InlineData("""{"stock":-9223372036854775808,"price":1}""", "\"stock\" is not a whole number of 64 bits")]
    [InlineData("7", "the body is a number, not an object")]
    public void What_is_no_item_is_told_with_what_is_wrong(string text, string fault) =>
        Assert.Equal(new Parsed<ItemState?>(null, fault), ShopAnswers.Item(Bytes(text)));

    [Fact]
    public void A_body_that_is_not_plain_utf8_is_told_by_what_it_is()
    {
        const string Text = """{"credit":9}""";
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionMode.Compress, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Text));

        Assert.Contains("gzip", ShopAnswers.Credit(zipped.ToArray()).Fault, StringComparison.Ordinal);
        Assert.All(
            [Encoding.Unicode.GetBytes(Text), Encoding.BigEndianUnicode.GetBytes(Text), [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)]],
            body => Assert.Contains("UTF-16", ShopAnswers.Credit(body).Fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_credit_is_read_or_told_as_none()
    {
        Assert.Equal(9, ShopAnswers.Credit(Bytes("""{"user_id":"u","credit":9}""")).Value);
        Assert.Null(ShopAnswers.Credit(Bytes("""{"user_id":"u"}""")).Value);
    }

    [Fact]
    public void An_id_longer_than_anybody_needs_is_none() =>
        Assert.Contains("more than 1000", ShopAnswers.Id(Bytes($$"""{"order_id":"{{new string('x', 1001)}}"}"""), "order_id").Fault, StringComparison.Ordinal);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
