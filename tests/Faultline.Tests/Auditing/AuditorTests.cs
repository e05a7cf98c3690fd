using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class AuditorTests
{
    [Fact]
    public void What_the_first_sweep_showed_and_the_last_did_not_is_transient()
    {
        var books = new ShopBooks();
        var (item, user, flag) = (books.Item(9, 8, first: 8), books.User(50, 40, first: 50), books.Flag(1, first: 1));
        books.Order("u", (item, -1), (user, -10), (flag, 1));
        books.Order("o", (books.Item(9, 8), -1), (books.User(50, 30), -10), (books.Flag(1), 1));
        books.Untouched.Add(new("item 90", ShopBooks.Stock, 5, 4, 5, 1));

        var audit = books.Audit();

        Assert.Equal(["charged-twice order 1", "value-from-nowhere item 90"], audit.Anomalies.Select(a => $"{a.Kind} {a.Entity}"));
        Assert.Equal(["partial-checkout order 0"], audit.Transients.Select(a => $"{a.Kind} {a.Entity}"));
        Assert.All(audit.Transients, a => Assert.True(a.Transient));
        Assert.All(audit.Anomalies, a => Assert.False(a.Transient));
    }

    [Fact]
    public void A_transient_lasts_from_the_end_of_its_operations_until_the_last_of_its_accounts_had_healed()
    {
        var books = new ShopBooks();
        var item = books.Since(books.Item(9, 8, first: 9), 4);
        var user = books.Since(books.User(50, 40, first: 50), 7);
        books.Order("o", (item, -1), (user, -10), (books.Flag(1), 1));
        books.Order("o", (books.Item(9, 8, first: 9), -1), (books.User(50, 40), -10), (books.Flag(1), 1));

        var transients = books.Audit().Transients;

        // The one attempt ended half a second after the start.
        Assert.Equal([TimeSpan.FromSeconds(6.5), null], transients.Select(t => t.Duration));
    }

    [Fact]
    public void All_accounts_that_an_anomaly_rests_on_are_named()
    {
        var books = new ShopBooks();
        var (item, user) = (books.Item(9, 9), books.User(50, 50));
        books.Order("o", (item, -1), (books.User(20, 10), -10), (books.Flag(1), 1));
        books.Order("f", (item, -1), (user, -10), (books.Flag(0), 1));
        books.Order("f", (books.Item(9, 9), -1), (user, -10), (books.Flag(0), 1));

        var audit = books.Audit();

        Assert.Equal(["item-out-of-bounds item 0"], audit.Anomalies.Select(a => $"{a.Kind} {a.Entity}"));
        Assert.Equal(["item 0", "paid 3", "paid 4", "user 2"], audit.Implicated.Order());
    }

    [Fact]
    public void Unconverged_books_have_no_transients()
    {
        var books = new ShopBooks();
        books.Order("o", (books.Item(9, 8, first: 9), -1), (books.Flag(1, first: 0), 1));

        Assert.Empty(books.Audit(converged: false).Transients);
        Assert.Single(books.Audit().Transients);
    }

    [Fact]
    public void Empty_books_are_no_proof_of_anything()
    {
        var audit = new ShopBooks().Audit();

        Assert.Empty(audit.Anomalies);
        Assert.Equal((0, 0, 0d), (audit.Attempts, audit.Transactions, audit.UnresolvedShare));
    }

    [Fact]
    public async Task A_cancelled_audit_throws()
    {
        var books = new ShopBooks().Order("o").Books();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => Auditor.Audit(books, [], true, source.Token));
    }
}
