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

        Assert.Equal(["charged-twice order 1"], audit.Anomalies.Select(a => $"{a.Kind} {a.Entity}"));
        Assert.Equal(
            ["partial-checkout order 0", "untouched-account-moved item 90"], audit.Transients.Select(a => $"{a.Kind} {a.Entity}"));
        Assert.All(audit.Transients, a => Assert.True(a.Transient));
        Assert.All(audit.Anomalies, a => Assert.False(a.Transient));
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
