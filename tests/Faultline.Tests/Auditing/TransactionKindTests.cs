using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

public sealed class TransactionKindTests
{
    private static readonly TransactionKind Transfer = new("transfer", RepeatRule.AcceptedWithoutEffect, "partial-transfer", "transfer-damaged");
    private static readonly TransactionKind Deposit = new("deposit", RepeatRule.AppliesAgain, "partial-deposit", "deposit-damaged", Conserves: false);

    [Theory]
    [InlineData(90, 120)]
    [InlineData(80, 110, "moved-twice transfer 0", "acknowledged-but-lost deposit 1")]
    public void Each_kind_is_judged_by_its_own_repeat_rule(long from, long to, params string[] found)
    {
        var bank = new ShopBooks();
        bank.Add(Transfer, "oo", (bank.Account(100, from), -10)).Add(Deposit, "oo", (bank.Account(100, to), 10));

        Assert.Equal(found.Order(), bank.Found().Order());
    }

    [Fact]
    public void Each_kind_is_told_in_its_own_words()
    {
        var bank = new ShopBooks();
        bank.Add(Transfer, "u", (bank.Account(100, 90), -10), (bank.Account(100, 100), 10));
        bank.Add(Deposit, "u", (bank.Account(100, 110), 10), (bank.Flag(0), 1));
        bank.Order("u", (bank.Item(10, 9), -1), (bank.User(100, 100), -10));

        Assert.Equal(["partial-checkout order 2", "partial-deposit deposit 1", "partial-transfer transfer 0"], bank.Found());
    }

    [Fact]
    public void Where_one_kind_alone_is_uncertain_the_others_stay_in_the_blind_spot_by_their_own_rule()
    {
        var unknown = Deposit with { Repeat = RepeatRule.Unknown };
        var bank = new ShopBooks();
        var shared = bank.Account(100, 110);
        bank.Add(Transfer, "oo", (shared, -10)).Add(unknown, "oo", (shared, 10)).Add(unknown, "oo", (shared, 10)).Add(unknown, "o", (shared, -10));

        Assert.Equal(2, bank.Audit().UnresolvedAttempts);
    }

    [Theory]
    [InlineData(90, 100, "money-not-given-back transfer 0")]
    [InlineData(100, 110, "partial-transfer transfer 0")]
    [InlineData(90, 110, "refused-but-applied transfer 0")]
    public void A_refused_transfer_is_told_by_the_side_that_it_moved(long from, long to, string found)
    {
        var bank = new ShopBooks();
        bank.Add(Transfer, "f", (bank.Account(100, from), -10), (bank.Account(100, to), 10));

        Assert.Equal([found], bank.Found());
    }

    [Fact]
    public void A_kind_that_the_records_may_lack_altogether_may_have_moved_an_account_the_other_way()
    {
        var bank = new ShopBooks { RecordsMissing = 1 };
        bank.Add(Deposit, "o", (bank.Account(100, 100), 10)).Order("f", (bank.Item(10, 10), -1), (bank.User(100, 100), -10));

        Assert.Equal(["acknowledged-but-lost deposit 0"], bank.Found());
        Assert.Empty(Auditor.Audit(
            bank.Books() with { Kinds = [.. bank.Books().Kinds, new TransactionKind("fee", RepeatRule.Refused, Conserves: false)] },
            [],
            converged: true,
            TestContext.Current.CancellationToken).Anomalies);
    }

    [Fact]
    public void Large_amounts_in_the_smallest_unit_are_summed_exactly()
    {
        const long Huge = long.MaxValue / 2;
        var bank = new ShopBooks();
        var (one, other) = (bank.Account(Huge, Huge - 1), bank.Account(Huge, Huge + 2));
        bank.Add(Transfer, "u", (one, -Huge), (other, Huge)).Add(Transfer, "u", (one, Huge), (other, -Huge));
        bank.Add(Transfer, "u", (one, -1), (other, 1)).Add(Deposit, "u", (other, Huge)).Add(Deposit, "u", (one, Huge));

        Assert.Single(bank.Found());
        Assert.Empty(bank.Audit().Omitted);
    }

    [Fact]
    public void A_fault_that_stood_while_its_effects_were_to_come_touches_it()
    {
        var bank = new ShopBooks();
        bank.Add(Deposit with { SettleAfter = TimeSpan.FromSeconds(5) }, "o", (bank.Account(100, 100), 10));

        var audit = bank.Audit(converged: true, Window("before", -2, -1), Window("meanwhile", 4, 9), Window("after", 6, 9));

        Assert.Equal(["meanwhile"], Assert.Single(audit.Anomalies).Windows);

        static FaultWindow Window(string name, double from, double to) => new(name, TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));
    }

    [Theory]
    [InlineData(6, 0.5)]
    [InlineData(3, 0)]
    public void A_transient_begins_when_its_effects_were_due(double healed, double lasted)
    {
        var bank = new ShopBooks();
        var account = bank.Since(bank.User(100, 110, first: 100), healed);
        bank.Add(Deposit with { SettleAfter = TimeSpan.FromSeconds(5) }, "o", (account, 10));

        Assert.Equal(TimeSpan.FromSeconds(lasted), Assert.Single(bank.Audit().Transients).Duration);
    }

    [Fact]
    public void Value_from_outside_beyond_exact_sums_is_left_out_and_said()
    {
        var bank = new ShopBooks();
        var (one, other) = (bank.Item(0, 1, price: long.MinValue), bank.Item(0, 2, price: long.MinValue));
        for (var i = 0; i < 3; i++)
            bank.Add(Deposit, string.Concat(Enumerable.Repeat("u", 5)), (one, long.MinValue), (other, i + 1));

        Assert.Equal(["Amounts beyond what can be computed exactly were not summed."], bank.Audit().Omitted);
    }

    [Fact]
    public void Effects_are_due_once_their_time_after_the_answer_has_passed()
    {
        var late = Deposit with { SettleAfter = TimeSpan.FromSeconds(5) };

        Assert.Equal(TimeSpan.FromSeconds(6), late.SettledAt(new Attempt(1, Outcome.Ok, default, TimeSpan.FromSeconds(1))));
        Assert.Equal(TimeSpan.MaxValue, late.SettledAt(new Attempt(1, Outcome.Ok, default, TimeSpan.MaxValue - TimeSpan.FromSeconds(1))));
    }
}
