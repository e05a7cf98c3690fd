using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class ShopRoutesTests
{
    private static readonly string[] Kinds = ["checkout", "create-order", "add-item", "find-user", "find-item"];

    [Theory]
    [InlineData("order-service", "checkout create-order add-item")]
    [InlineData("order-db", "checkout create-order add-item")]
    [InlineData("stock-service", "checkout add-item find-item")]
    [InlineData("stock-db", "checkout add-item find-item")]
    [InlineData("payment-service", "checkout find-user")]
    [InlineData("payment-db", "checkout find-user")]
    [InlineData("gateway", "checkout create-order add-item find-user find-item")]
    [InlineData("orchestrator-service", "checkout create-order add-item find-user find-item")]
    public void Operations_go_through_the_services_of_the_contract(string service, string kinds) =>
        Assert.Equal(kinds.Split(' '), Kinds.Where(kind => ShopRoutes.Reaches(kind, service)));
}
