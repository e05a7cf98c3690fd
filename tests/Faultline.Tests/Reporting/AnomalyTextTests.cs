using System.Reflection;
using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Reporting;

namespace Faultline.Tests.Reporting;

public sealed class AnomalyTextTests
{
    private static readonly WorkloadWords Bank = new()
    {
        Anomalies = new Dictionary<string, string> { ["moved-twice"] = "Money was moved twice.", [AnomalyKinds.AmountDrift] = "The balance drifted." },
    };

    public static TheoryData<string> Kinds =>
    [
        .. typeof(AnomalyKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_every_trade_has_a_meaning_in_the_words_of_bookkeeping(string kind) =>
        Assert.EndsWith(".", AnomalyText.Meaning(kind, WorkloadWords.Plain), StringComparison.Ordinal);

    [Fact]
    public void The_words_of_the_trade_come_first()
    {
        Assert.Equal("Money was moved twice.", AnomalyText.Meaning("moved-twice", Bank));
        Assert.Equal("The balance drifted.", AnomalyText.Meaning(AnomalyKinds.AmountDrift, Bank));
        Assert.Equal("", AnomalyText.Meaning("charged-twice", Bank));
    }
}
