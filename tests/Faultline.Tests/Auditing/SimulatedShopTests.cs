using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

public sealed class SimulatedShopTests
{
    [Theory]
    [InlineData(RepeatRule.AppliesAgain)]
    [InlineData(RepeatRule.Refused)]
    [InlineData(RepeatRule.AcceptedWithoutEffect)]
    [InlineData(RepeatRule.Unknown)]
    public void A_correct_shop_that_loses_answers_never_raises_an_alarm(RepeatRule repeat)
    {
        var (unknown, applied) = (0, 0);
        for (var seed = 0; seed < 25_000; seed++)
        {
            var books = SimulatedShop.Run(seed, repeat);
            var audit = Audit(books);
            if (audit.Anomalies.Count + audit.Transients.Count > 0)
                Assert.Fail($"seed {seed}: {string.Join("; ", audit.Anomalies)}");
            Assert.Empty(audit.Omitted);
            unknown += audit.BlindSpots[0].Resolved + audit.BlindSpots[0].Unresolved;
            applied += audit.Applied;
            if (repeat == RepeatRule.Unknown)
                continue;
            Assert.Equal(
                books.Transactions.Sum(t => t.Attempts.Count(a => a.Outcome == Outcome.Unknown)),
                audit.BlindSpots[0].Resolved + audit.BlindSpots[0].Unresolved);
        }

        Assert.True(unknown > 10_000 && applied > 10_000, $"{unknown} unknown, {applied} applied: the shop is not busy enough");
    }

    [Fact]
    public void A_correct_shop_some_of_whose_attempts_are_missing_from_the_records_never_raises_an_alarm()
    {
        for (var seed = 0; seed < 10_000; seed++)
        {
            var books = SimulatedShop.Run(seed, (RepeatRule)(seed % 4));
            var random = new Random(seed);
            var missing = 0;
            var kept = books.Transactions
                .Select(t => t with { Attempts = [.. t.Attempts.Where(_ => random.Next(4) > 0 || missing++ < 0)] })
                .Where(t => t.Attempts.Count > 0)
                .ToArray();

            var audit = Audit(books with { Transactions = kept, RecordsMissing = Math.Max(1, missing) });

            if (audit.Anomalies.Count > 0)
                Assert.Fail($"seed {seed}: {string.Join("; ", audit.Anomalies)}");
            Assert.Single(audit.Omitted);
        }
    }

    [Theory]
    [InlineData(ShopBug.LostAck, "acknowledged-but-lost")]
    [InlineData(ShopBug.Phantom, "refused-but-applied")]
    [InlineData(ShopBug.DoubleCharge, "charged-twice")]
    [InlineData(ShopBug.DoubleTake, "taken-twice")]
    [InlineData(ShopBug.NoRefund, "money-not-given-back")]
    [InlineData(ShopBug.NoRestock, "stock-not-given-back")]
    [InlineData(ShopBug.HalfCheckout, "partial-checkout")]
    public void A_bug_on_one_visible_order_is_found_there_and_nowhere_else(ShopBug bug, string kind)
    {
        for (var seed = 0; seed < 1_500; seed++)
        {
            var anomalies = Audit(SimulatedShop.Run(seed, (RepeatRule)(seed % 3), bug)).Anomalies;
            if (anomalies is not [{ Entity: "order 0" } single] || single.Kind != kind)
                Assert.Fail($"seed {seed}: {string.Join("; ", anomalies)}");
        }
    }

    [Fact]
    public void A_lost_update_of_an_item_is_always_found()
    {
        string[] provable =
        [
            "item-out-of-bounds", "conservation-broken", "acknowledged-but-lost", "partial-checkout",
        ];
        for (var seed = 0; seed < 1_500; seed++)
        {
            var anomalies = Audit(SimulatedShop.Run(seed, (RepeatRule)(seed % 3), ShopBug.LostUpdate)).Anomalies;
            if (anomalies.Count == 0 || anomalies.Any(a => !provable.Contains(a.Kind)))
                Assert.Fail($"seed {seed}: {string.Join("; ", anomalies)}");
        }
    }

    [Fact]
    public void Selling_what_is_not_there_is_always_found_and_nothing_else()
    {
        for (var seed = 0; seed < 1_500; seed++)
        {
            var anomalies = Audit(SimulatedShop.Run(seed, (RepeatRule)(seed % 3), ShopBug.Oversell)).Anomalies;
            if (anomalies is not [{ Kind: "oversold" }])
                Assert.Fail($"seed {seed}: {string.Join("; ", anomalies)}");
        }
    }

    private static AuditResult Audit(Books books) =>
        Auditor.Audit(books, [], converged: true, TestContext.Current.CancellationToken);
}
