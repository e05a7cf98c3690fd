using Faultline.Auditing;
using Faultline.Experiments;

namespace Faultline.Tests.Experiments;

public sealed class TransactionTotalsTests
{
    private static readonly TransactionTotals Transfers = new("transfer", 10, 7, 2, 1) { Repeat = RepeatRule.Refused };
    private static readonly TransactionTotals Deposits = new("deposit", 5, 5, 0, 0);

    [Fact]
    public void The_sum_over_several_kinds_is_of_no_kind() =>
        Assert.Equal(new TransactionTotals(TransactionTotals.AllKinds, 15, 12, 2, 1), TransactionTotals.Sum([Transfers, Deposits]));

    [Fact]
    public void One_kind_is_its_own_sum() => Assert.Equal(Transfers, TransactionTotals.Sum([Transfers]));

    [Fact]
    public void Without_a_kind_nothing_was_attempted() => Assert.Equal((0, 0.0), (TransactionTotals.Sum([]).Attempted, TransactionTotals.Sum([]).SuccessRate));

    [Fact]
    public void The_success_rate_is_the_share_of_all_attempts() => Assert.Equal(0.8, TransactionTotals.Sum([Transfers, Deposits]).SuccessRate);
}
