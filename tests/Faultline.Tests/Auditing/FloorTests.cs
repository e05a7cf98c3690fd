using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>The least that an account may show is its sort's alone: nothing, a number, or none at all.</summary>
public sealed class FloorTests
{
    private static readonly TransactionKind Transfer = new("transfer", RepeatRule.Refused);

    [Theory]
    [InlineData(0L, -5, true)]
    [InlineData(null, -5, false)]
    [InlineData(-10L, -5, false)]
    [InlineData(-10L, -15, true)]
    [InlineData(3L, 2, true)]
    [InlineData(3L, 3, false)]
    public void A_balance_is_overdrawn_below_its_floor_alone(long? floor, long closing, bool isOverdrawn)
    {
        var kind = new AccountKind("balance", "moved-twice", "not-given-back", "overdrawn", "out-of-bounds") { Floor = floor };
        var amount = closing - 10;
        var books = new Books(
            [new Account("account a", kind, 10, closing, closing, 1), new Account("account b", kind, 100, 100 - amount, 100 - amount, 1)],
            [new Transaction("transfer t", Transfer, [new Posting(0, amount), new Posting(1, -amount)], [new Attempt(0, Outcome.Ok, TimeSpan.Zero, TimeSpan.FromSeconds(1))])],
            [], [Transfer]);

        var audit = Auditor.Audit(books, [], converged: true, CancellationToken.None);

        Assert.Equal(isOverdrawn ? ["overdrawn"] : [], audit.Anomalies.Select(a => a.Kind));
    }

    [Fact]
    public void A_read_below_no_floor_is_no_finding()
    {
        var kind = new AccountKind("balance", "moved-twice", "not-given-back", "overdrawn", "out-of-bounds") { Floor = null };
        var books = new Books(
            [new Account("account a", kind, 10, -5, -5, 1), new Account("account b", kind, 0, 15, 15, 1)],
            [new Transaction("transfer t", Transfer, [new Posting(0, -15), new Posting(1, 15)], [new Attempt(0, Outcome.Ok, TimeSpan.Zero, TimeSpan.FromSeconds(1))])],
            [], [Transfer])
        {
            Reads = [new AccountRead(0, -5, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), 1)],
        };

        Assert.Empty(Auditor.Audit(books, [], converged: true, CancellationToken.None).Anomalies);
    }
}
