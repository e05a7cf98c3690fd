using System.Text;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class ShopAnswersTests
{
    [Fact]
    public void An_order_is_read_and_lines_of_one_item_are_added_up()
    {
        var order = ShopAnswers.Order(Bytes("""{"order_id":"7","paid":true,"items":[["b",1],["a",2],["b",3]],"user_id":"u","total_cost":60}"""));

        Assert.NotNull(order);
        Assert.Equal(("u", true, 60L), (order.User, order.Paid, order.TotalCost));
        Assert.Equal([new OrderLine("a", 2), new OrderLine("b", 4)], order.Lines);
    }

    [Fact]
    public void Ids_written_as_numbers_are_read_as_texts()
    {
        Assert.Equal("12", ShopAnswers.Id(Bytes("""{"order_id":12}"""), "order_id"));
        Assert.Equal("5", ShopAnswers.Order(Bytes("""{"paid":false,"items":[[3,1]],"user_id":5,"total_cost":1}"""))?.User);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("""{"paid":"yes","items":[],"user_id":"u","total_cost":1}""")]
    [InlineData("""{"paid":true,"items":[["a"]],"user_id":"u","total_cost":1}""")]
    [InlineData("""{"paid":true,"items":[["a",1.5]],"user_id":"u","total_cost":1}""")]
    [InlineData("""{"paid":true,"items":{},"user_id":"u","total_cost":1}""")]
    [InlineData("""{"paid":true,"items":[],"user_id":null,"total_cost":1}""")]
    [InlineData("""{"paid":true,"items":[],"user_id":"u","total_cost":99999999999999999999}""")]
    public void What_is_no_order_is_told_as_none(string text) => Assert.Null(ShopAnswers.Order(Bytes(text)));

    [Theory]
    [InlineData("""{"stock":3,"price":-4}""", 3, -4)]
    [InlineData("""{"price":0,"stock":-1,"more":true}""", -1, 0)]
    public void An_item_is_read(string text, long stock, long price) => Assert.Equal(new ItemState(stock, price), ShopAnswers.Item(Bytes(text)));

    [Theory]
    [InlineData("""{"stock":3}""")]
    [InlineData("""{"stock":"3","price":1}""")]
    [InlineData("7")]
    public void What_is_no_item_is_told_as_none(string text) => Assert.Null(ShopAnswers.Item(Bytes(text)));

    [Fact]
    public void A_credit_is_read_or_told_as_none()
    {
        Assert.Equal(9, ShopAnswers.Credit(Bytes("""{"user_id":"u","credit":9}""")));
        Assert.Null(ShopAnswers.Credit(Bytes("""{"user_id":"u"}""")));
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
