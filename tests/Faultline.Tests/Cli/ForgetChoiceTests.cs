using Faultline.Cli.Hosts;
using Faultline.Configuration;
using Faultline.Hosting;

namespace Faultline.Tests.Cli;

public sealed class ForgetChoiceTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private static readonly PendingInstance Container = new("docker:e/shop", new InstanceId("shop-order-1", Id));
    private static readonly PendingInstance Here = new("process:/here", new InstanceId("order-1"));
    private static readonly PendingInstance There = new("process:/there", new InstanceId("order-1"));

    [Theory]
    [InlineData("shop-order-1")]
    [InlineData(Id)]
    [InlineData("0123456789ab")]
    public void An_instance_is_meant_by_its_name_its_id_or_as_much_of_that_as_is_printed(string name) =>
        Assert.Equal([Container], ForgetChoice.Choose([Container, Here], [name]));

    [Fact]
    public void Two_of_one_name_are_told_apart_by_their_systems()
    {
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => ForgetChoice.Choose([Here, There], ["order-1"])).Errors);

        Assert.Equal("Name the one that is meant: process:/here/order-1, process:/there/order-1", error.Hint);
        Assert.Equal([There], ForgetChoice.Choose([Here, There], ["process:/there/order-1"]));
    }

    [Theory]
    [InlineData("order")]
    [InlineData("0123")]
    [InlineData("")]
    public void A_name_that_nothing_is_pending_on_is_an_error_with_those_that_there_are(string name)
    {
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => ForgetChoice.Choose([Container, Here], [name])).Errors);

        Assert.Contains("There is on: order-1, shop-order-1.", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void One_wrong_name_among_right_ones_gives_up_nothing() =>
        Assert.Throws<ConfigurationException>(() => ForgetChoice.Choose([Here], ["order-1", "stock-1"]));
}
