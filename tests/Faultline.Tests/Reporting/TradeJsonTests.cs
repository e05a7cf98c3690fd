using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Reporting.Json;

namespace Faultline.Tests.Reporting;

public sealed class TradeJsonTests
{
    public static TheoryData<RepeatRule?> Repeats => new(Enum.GetValues<RepeatRule>().Select(rule => (RepeatRule?)rule).Append(null));

    [Theory]
    [MemberData(nameof(Repeats))]
    public void Totals_are_read_back_with_what_a_repeat_does(RepeatRule? repeat)
    {
        var totals = new TransactionTotals("transfer", 6, 3, 2, 1) { Repeat = repeat };
        var written = TradeJson.Transactions(totals);

        var read = TradeJson.Transactions([new TransactionsMembers("transfer", 6, 3, 2, 1, written.Repeat)]);

        Assert.Equal([totals], read);
    }

    [Fact]
    public void What_a_later_version_says_of_a_repeat_is_left_out() =>
        Assert.Null(Assert.Single(TradeJson.Transactions([new TransactionsMembers("transfer", 6, 3, 2, 1, "queues")])!).Repeat);
}
