using Faultline.Hosting;

namespace Faultline.Tests.Hosting;

public sealed class NaturalOrderTests
{
    [Fact]
    public void Names_are_ordered_by_text_and_then_by_number()
    {
        string[] ordered =
            ["", "7", "80", "order", "order-", "order-1", "order-02", "order-2", "order-9", "order-10", "order-x1", "payment-1", "stock9a"];

        Assert.Equal(ordered, ordered.Reverse().Order(NaturalOrder.Instance));
    }

    [Theory]
    [InlineData("stock-9", "stock-10", -1)]
    [InlineData("stock-10", "stock-9", 1)]
    [InlineData("stock-1", "stock-1", 0)]
    [InlineData("stock-01", "stock-1", -1)]
    [InlineData(null, "stock", -1)]
    [InlineData(null, "", -1)]
    [InlineData("a-99999999999999999999999999", "a-99999999999999999999999998", 1)]
    public void Two_names_are_compared(string? x, string? y, int expected) =>
        Assert.Equal((expected, -expected), (Math.Sign(NaturalOrder.Instance.Compare(x, y)), Math.Sign(NaturalOrder.Instance.Compare(y, x))));
}
