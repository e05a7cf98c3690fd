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
    private const int Listed = 100;

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
    [InlineData(ShopBug.HalfCheckout, "partial-checkout")]
    [InlineData(ShopBug.LostAck, AnomalyKinds.AcknowledgedButLost)]
    [InlineData(ShopBug.DoubleCharge, "charged-twice")]
    public async Task A_bug_of_the_sample_shop_is_told_by_its_file_too(ShopBug bug, string kind)
    {
        await using var shop = await RunningShop.StartAsync(CheckoutMode.Saga, bug: bug);
        await shop.PostAsync($"/stock/batch_init/{Listed}/100000/1");
        await shop.PostAsync($"/payment/batch_init/{Listed}/100000");

        var run = await SystemRun.OfAsync(ModelAt(shop.Gateway, isListed: true), seconds: 4, users: 40);

        Assert.True(run.Verdict == VerdictKind.Inconsistent && run.Kinds.Contains(kind), run.ToString());
        // What the tool itself moved before the load is nobody's fault.
        Assert.DoesNotContain(AnomalyKinds.UntouchedAccountMoved, run.Kinds);
    }

    /// <summary>The model of the file, smaller and faster; its items and users are created, or those that are there by number.</summary>
    private static SystemModel ModelAt(Uri gateway, bool isListed = false)
    {
        var text = ExperimentFile.StarterFiles["shop"].Text
            .Replace("http://localhost:8000", gateway.ToString(), StringComparison.Ordinal)
            .Replace("count: 1_000", "count: 100", StringComparison.Ordinal)
            .Replace("pause: 1s..5s", "pause: 50ms..200ms", StringComparison.Ordinal);
        if (!isListed) return WrittenModel.Of(text);

        var before = text.IndexOf("  item:\n    count:", StringComparison.Ordinal);
        var after = text.IndexOf("  order:\n    count:", StringComparison.Ordinal);
        var list = $"[{string.Join(", ", Enumerable.Range(0, Listed))}]";
        return WrittenModel.Of($"{text[..before]}  item: {{ list: {list} }}\n  user: {{ private: 40%, list: {list} }}\n{text[after..]}");
    }
}
