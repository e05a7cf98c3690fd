using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class SuspectsTests
{
    private const int Runs = 400;

    /// <summary>Share of the runs, in percent, in which the one bug is the one anomaly and has the kind of its own.</summary>
    [Theory]
    [InlineData(0.2, ShopBug.DoubleCharge, "charged-twice", 98)]
    [InlineData(1, ShopBug.DoubleCharge, "charged-twice", 95)]
    [InlineData(4, ShopBug.DoubleCharge, "charged-twice", 95)]
    [InlineData(0.2, ShopBug.DoubleTake, "taken-twice", 95)]
    [InlineData(1, ShopBug.DoubleTake, "taken-twice", 95)]
    [InlineData(4, ShopBug.DoubleTake, "taken-twice", 95)]
    [InlineData(0.2, ShopBug.HalfCheckout, "partial-checkout", 95)]
    [InlineData(1, ShopBug.HalfCheckout, "partial-checkout", 95)]
    [InlineData(1, ShopBug.LostUpdate, "item-out-of-bounds", 90)]
    [InlineData(4, ShopBug.LostUpdate, "item-out-of-bounds", 90)]
    public void Where_all_accounts_are_shared_one_bug_is_one_anomaly_of_its_kind(double rate, ShopBug bug, string kind, int percent)
    {
        var (right, several) = (0, 0);
        var others = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < Runs; seed++)
        {
            var anomalies = Audit(SimulatedCrowd.Run(seed, rate, bug)).Anomalies;
            Assert.NotEmpty(anomalies);
            several += anomalies.Count > 1 ? 1 : 0;
            if (anomalies.All(a => a.Kind == kind))
                right++;
            foreach (var anomaly in anomalies.Where(a => a.Kind != kind))
                others[anomaly.Kind] = others.GetValueOrDefault(anomaly.Kind) + 1;
        }

        var told = $"{right} of {Runs} named, {several} with more than one, others: {string.Join(", ", others)}";
        Assert.True(right * 100 >= percent * Runs, told);
    }

    [Fact]
    public void Half_a_checkout_in_a_burst_is_partial_and_names_orders_of_which_it_may_be_one()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var anomalies = Audit(SimulatedCrowd.Burst(seed, half: true)).Anomalies;
            if (anomalies is not [{ Kind: "partial-checkout" } single] || (single.Entity != "order 999" && !single.Actual.Contains("if order", StringComparison.Ordinal)))
                Assert.Fail($"seed {seed}: {string.Join("; ", anomalies)}");
        }
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_correct_crowd_raises_no_alarm(double rate)
    {
        for (var seed = 0; seed < Runs; seed++)
            Assert.Empty(Audit(SimulatedCrowd.Run(seed, rate, ShopBug.None)).Anomalies);
        for (var seed = 0; seed < 50; seed++)
            Assert.Empty(Audit(SimulatedCrowd.Burst(seed, half: false)).Anomalies);
    }

    [Theory]
    [InlineData("u", "partial-checkout order 0")]
    [InlineData("f", "refused-but-applied order 0")]
    public void All_but_the_flag_on_shared_accounts_is_told_of_the_order_that_fits_both(string attempts, string found)
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(100, 97), books.User(500, 470));
        books.Order(attempts, (item, -2), (user, -20), (books.Flag(0), 1));
        books.Order("o", (item, -1), (user, -10), (books.Flag(1), 1));
        books.Order("f", (item, -1), (user, -10), (books.Flag(0), 1));

        var anomaly = Assert.Single(books.Audit().Anomalies);

        Assert.Equal(found, $"{anomaly.Kind} {anomaly.Entity}");
        Assert.True(anomaly.Implicated);
        Assert.Equal(
            "item 0: 97; user 1: 470; if order 0 moved item 0 and user 1 once more, all fits", anomaly.Actual);
    }

    [Fact]
    public void A_lost_update_is_told_of_the_item_alone_with_how_many_were_paid_and_taken()
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(100, 98), books.User(500, 470));
        for (var i = 0; i < 3; i++)
            books.Order("o", (item, -1), (user, -10), (books.Flag(1), 1));

        var anomaly = Assert.Single(books.Audit().Anomalies);

        Assert.Equal(("item-out-of-bounds", "item 0"), (anomaly.Kind, anomaly.Entity));
        Assert.Equal("97, since its 3 transactions applied 3 times in all", anomaly.Expected);
        Assert.Equal("98, as if they had applied 2 times; if order 0 or order 1 or order 2 moved item 0 once less, all fits", anomaly.Actual);
    }

    [Fact]
    public void Only_the_operations_of_those_that_would_explain_it_belong_to_an_account_that_is_off()
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(100, 95), books.User(500, 420));
        foreach (var pieces in new[] { 1, 1, 3, 3 })
            books.Order("o", (item, -pieces), (user, -10 * pieces), (books.Flag(1), 1));

        var anomaly = Assert.Single(books.Audit().Anomalies);

        Assert.EndsWith("if order 2 or order 3 moved item 0 once less, all fits", anomaly.Actual, StringComparison.Ordinal);
        Assert.Equal((2, 2), (anomaly.Operations.Count, anomaly.OperationsTotal));
    }

    [Fact]
    public void Where_single_balances_could_each_be_right_no_innocent_is_named()
    {
        // The user says that one of the orders happened, each item that its order did not.
        var books = new ShopBooks();
        var user = books.User(500, 490);
        books.Order("u", (books.Item(10, 10), -1), (user, -10), (books.Flag(null), 1));
        var shared = books.Item(10, 10);
        books.Order("u", (shared, -1), (user, -10), (books.Flag(null), 1));
        books.Order("f", (shared, -1), (books.User(500, 500), -10), (books.Flag(null), 1));

        var anomaly = Assert.Single(books.Audit().Anomalies);

        Assert.True(anomaly.Implicated);
        Assert.Contains("order 1", anomaly.Entity + anomaly.Actual, StringComparison.Ordinal);
        Assert.DoesNotContain("order 2", anomaly.Entity + anomaly.Actual, StringComparison.Ordinal);
    }

    private static AuditResult Audit(Books books) =>
        Auditor.Audit(books, [], converged: true, TestContext.Current.CancellationToken);
}
