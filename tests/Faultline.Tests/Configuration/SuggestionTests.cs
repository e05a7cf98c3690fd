using Faultline.Configuration;

namespace Faultline.Tests.Configuration;

public class SuggestionTests
{
    private static readonly string[] Services = ["order-service", "payment-service", "stock-service", "gateway"];

    [Theory]
    [InlineData("paymnt-service", "payment-service")]
    [InlineData("stokc-service", "stock-service")]
    [InlineData("ORDER-SERVICE", "order-service")]
    [InlineData("order_service", "order-service")]
    [InlineData("orders-service", "order-service")]
    [InlineData("gatewya", "gateway")]
    [InlineData("order", "order-service")]
    public void Near_name_is_suggested(string name, string expected) => Assert.Equal(expected, Suggestion.For(name, Services));

    [Theory]
    [InlineData("kafka")]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("or")]
    [InlineData("database")]
    public void Far_name_gets_no_suggestion(string name) => Assert.Null(Suggestion.For(name, Services));

    [Fact]
    public void Beginning_of_several_names_gets_no_suggestion() => Assert.Null(Suggestion.For("order", ["order-service", "order-database"]));

    [Fact]
    public void Nearest_of_several_is_suggested() => Assert.Equal("count", Suggestion.For("coutn", ["county", "count", "mount"]));

    [Theory]
    [InlineData("tpye", "type")]
    [InlineData("rsp", "rps")]
    public void Swapped_neighbours_are_one_step(string name, string expected) => Assert.Equal(expected, Suggestion.For(name, ["type", "rps", "users"]));

    [Fact]
    public void No_candidates_no_suggestion() => Assert.Null(Suggestion.For("order", []));
}
