using Faultline.Configuration;

namespace Faultline.Tests.Configuration;

public sealed class SuggestionTests
{
    private static readonly string[] Services = ["order-service", "payment-service", "stock-service"];

    [Theory]
    [InlineData("paymnt-service", "payment-service")]
    [InlineData("paymentt-service", "payment-service")]
    [InlineData("peyment-service", "payment-service")]
    [InlineData("pyament-service", "payment-service")]
    [InlineData("Order-Service", "order-service")]
    [InlineData("stock-service", "stock-service")]
    [InlineData("order-srv", null)]
    [InlineData("gateway", null)]
    [InlineData("", null)]
    public void The_nearest_service_is_found_or_none(string name, string? expected) =>
        Assert.Equal(expected, Suggestion.For(name, Services));

    [Theory]
    [InlineData("rsp", "rps")]
    [InlineData("rp", "rps")]
    [InlineData("xxs", null)]
    public void A_short_name_may_differ_by_one_edit_and_a_swap_is_one(string name, string? expected) =>
        Assert.Equal(expected, Suggestion.For(name, ["rps", "users"]));

    [Theory]
    [InlineData("abcdefghi", "abcdefxyz", "abcdefxyz")]
    [InlineData("abcdefghi", "abcdewxyz", null)]
    public void One_edit_per_three_characters_is_the_limit(string name, string candidate, string? expected) =>
        Assert.Equal(expected, Suggestion.For(name, [candidate]));

    [Fact]
    public void The_nearer_one_wins_wherever_it_stands() =>
        Assert.Equal("stock-1", Suggestion.For("stock-1x", ["stock-22", "stock-1", "stack-1"]));

    [Fact]
    public void Of_equally_near_ones_the_first_by_name_is_taken() =>
        Assert.Equal("stock-a", Suggestion.For("stock-x", ["stock-c", "stock-a", "stock-b"]));

    [Fact]
    public void Without_candidates_there_is_none() => Assert.Null(Suggestion.For("order", []));
}
