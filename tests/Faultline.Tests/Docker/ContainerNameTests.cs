using Faultline.Docker;

namespace Faultline.Tests.Docker;

public sealed class ContainerNameTests
{
    private static readonly string[] Services = ["order", "order-service", "stock-service", "service"];

    [Theory]
    [InlineData("shop-order-service-2", "shop", "order-service", 2)]
    [InlineData("shop_order-service_2", "shop", "order-service", 2)]
    [InlineData("my-web-shop-stock-service-10", "my-web-shop", "stock-service", 10)]
    [InlineData("my_shop_stock-service_1", "my_shop", "stock-service", 1)]
    [InlineData("shop-order-1", "shop", "order", 1)]
    [InlineData("order-service-3", "", "order-service", 3)]
    [InlineData("order-service", "", "order-service", 1)]
    [InlineData("shop-order-service", "shop", "order-service", 1)]
    [InlineData("my_shop_stock-service", "my_shop", "stock-service", 1)]
    public void A_name_of_either_compose_tells_project_service_and_number(string name, string project, string service, int number) =>
        Assert.Equal(new ContainerName(project, service, number), ContainerName.Parse(name, Services));

    [Theory]
    [InlineData("shop-order-service-proxy-1")]
    [InlineData("reorder-1")]
    [InlineData("stack_order-service.1.x2y")]
    [InlineData("redis")]
    public void A_name_that_merely_resembles_a_service_is_none(string name) => Assert.Null(ContainerName.Parse(name, Services));
}
