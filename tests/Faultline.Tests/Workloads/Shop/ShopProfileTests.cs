using Faultline.Auditing;
using Faultline.Reporting;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class ShopProfileTests
{
    public static TheoryData<string> Kinds => [.. Names(ShopBooks.Stock), .. Names(ShopBooks.Credit), .. Names(ShopBooks.Paid), ShopBooks.PartialCheckout, ShopBooks.OrderDamaged];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_anomaly_that_the_shop_names_is_explained(string kind) =>
        Assert.EndsWith(".", AnomalyText.Meaning(kind, ShopProfile.Profile.Words), StringComparison.Ordinal);

    [Fact]
    public void Every_sort_of_account_is_explained() =>
        Assert.All(new[] { ShopBooks.Stock, ShopBooks.Credit, ShopBooks.Paid }, kind => Assert.True(ShopProfile.Profile.Words.Accounts.ContainsKey(kind.Name)));

    private static string[] Names(AccountKind kind) => [kind.Twice, kind.NotGivenBack, kind.Overdrawn, kind.OutOfBounds];
}
