using Faultline.Auditing;
using Faultline.Checking;
using Faultline.IntegrationTests.Shop;
using Faultline.Tests.Workloads.Http;
using Faultline.Workloads.Http.Files;
using Faultline.Workloads.Http.Model;
using Shop;

namespace Faultline.IntegrationTests.Systems;

/// <summary>The sample shop, as the starter file describes it.</summary>
public sealed class ShopFileTests
{
    [Fact]
    public async Task The_sample_shop_is_consistent_by_its_file()
    {
        await using var shop = await RunningShop.StartAsync(CheckoutMode.Saga);

        var run = await SystemRun.OfAsync(ModelAt(shop.Gateway), seconds: 4, users: 40);

        Assert.True(run.Verdict == VerdictKind.Consistent, run.ToString());
        Assert.True(run.Run.Audit!.Transactions > 50, run.ToString());
        Assert.True(run.Run.Audit.ReadsJudged > 0, run.ToString());
    }

    [Theory]
    [InlineData(ShopBug.HalfCheckout, AnomalyKinds.AcknowledgedButLost)]
    [InlineData(ShopBug.LostAck, AnomalyKinds.AcknowledgedButLost)]
    [InlineData(ShopBug.DoubleCharge, "charged-twice")]
    public async Task A_bug_of_the_sample_shop_is_told_by_its_file_too(ShopBug bug, string kind)
    {
        await using var shop = await RunningShop.StartAsync(CheckoutMode.Saga, bug: bug);

        var run = await SystemRun.OfAsync(ModelAt(shop.Gateway), seconds: 4, users: 40);

        Assert.True(run.Verdict == VerdictKind.Inconsistent && run.Kinds.Contains(kind), run.ToString());
    }

    private static SystemModel ModelAt(Uri gateway) => WrittenModel.Of(ExperimentFile.StarterFiles["shop"].Text
        .Replace("http://localhost:8000", gateway.ToString(), StringComparison.Ordinal)
        .Replace("count: 1_000", "count: 100", StringComparison.Ordinal)
        .Replace("pause: 1s..5s", "pause: 50ms..200ms", StringComparison.Ordinal));
}
