using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class JointJudgeTests
{
    [Fact]
    public void All_balances_that_narrow_each_other_are_to_be_read_again_though_not_all_are_named()
    {
        // Two balances together say that order 2 happened. Were both late, the three others would be right.
        var books = new ShopBooks();
        var (a, b, c) = (Shared(books, -1), Shared(books, -1), Shared(books, 0));
        var (d, e) = (Shared(books, -1), Shared(books, -1));
        books.Order("u", (a, -1), (b, -1)).Order("u", (b, -1), (c, -1)).Order("u", (a, -1), (d, -1), (e, -1));

        var audit = books.Audit();

        Assert.Equal("item 0, item 1, item 2", Assert.Single(audit.Anomalies).Entity);
        Assert.Equal(["item 0", "item 1", "item 2", "item 3", "item 4"], audit.Implicated.Order());
    }

    [Fact]
    public void Contradictions_found_before_the_work_runs_out_are_told()
    {
        var books = new ShopBooks();
        Contradict(books);
        Contradict(books);
        for (var i = 0; i < 500; i++)
        {
            var (item, other) = (Shared(books, -1), Shared(books, -1));
            books.Order("u", (item, -1), (other, -1)).Order("u", (item, -1), (other, -1));
        }

        var audit = Auditor.Audit(books.Books(), [], true, _ => new Work(200), TestContext.Current.CancellationToken);

        Assert.Equal(["item 0, item 1", "item 2, item 3"], audit.Anomalies.Select(a => a.Entity));
        Assert.Contains("not compared with each other to the end", Assert.Single(audit.Omitted), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_that_contradicts_itself_is_told_with_what_would_explain_it()
    {
        var books = new ShopBooks();
        for (var i = 0; i < 20; i++)
            Contradict(books);

        var anomalies = books.Audit().Anomalies;

        Assert.Equal(20, anomalies.Count);
        Assert.All(anomalies, a => Assert.EndsWith("alone is wrong, all else fits", a.Actual, StringComparison.Ordinal));
    }

    /// <summary>One balance says that an order happened, the other that it did not, and neither is off for itself.</summary>
    private static void Contradict(ShopBooks books)
    {
        var (still, moved) = (Shared(books, 0), Shared(books, -1));
        books.Order("u", (still, -1), (moved, -1)).Order("f", (still, -1), (moved, -1));
    }

    /// <summary>An item that a refused order touches too, so that it is nobody's own.</summary>
    private static int Shared(ShopBooks books, long moved)
    {
        var item = books.Item(10, 10 + moved, price: 0);
        books.Order("f", (item, -1));
        return item;
    }
}
