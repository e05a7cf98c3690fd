using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Tests.Workloads.Http;

namespace Faultline.IntegrationTests.Systems;

/// <summary>A bank that is known to the tool by its model alone.</summary>
public sealed class BankTests
{
    [Theory]
    [InlineData(false, RepeatRule.AcceptedWithoutEffect)]
    [InlineData(true, RepeatRule.AppliesAgain)]
    public async Task A_bank_that_is_right_is_consistent(bool appliesAgain, RepeatRule repeat)
    {
        await using var bank = await TestBank.StartAsync(appliesAgain: appliesAgain);

        var run = await SystemRun.OfAsync(WrittenModel.Bank(bank.Address));

        Assert.True(run.Verdict == VerdictKind.Consistent, run.ToString());
        Assert.Equal(VerdictKind.Consistent, run.Again.Verdict.Kind);
        Assert.All(run.Run.Transactions, t => Assert.Equal(repeat, t.Repeat));
        Assert.True(run.Run.Audit!.ReadsJudged > 0, run.ToString());
        Assert.True(run.Run.Audit.Transactions > 100, run.ToString());
    }

    [Theory]
    [InlineData(BankBug.HalfTransfer, AnomalyKinds.AcknowledgedButLost)]
    [InlineData(BankBug.DoubleTransfer, "moved-twice")]
    [InlineData(BankBug.LostAcknowledgement, "acknowledged-but-lost")]
    [InlineData(BankBug.RefusedButTaken, "money-not-given-back")]
    public async Task Each_bug_is_told_by_its_kind_on_the_transfers_that_it_struck(BankBug bug, string kind)
    {
        await using var bank = await TestBank.StartAsync(bug);

        var run = await SystemRun.OfAsync(WrittenModel.Bank(bank.Address, accounts: 400, privates: 80));

        Assert.True(run.Verdict == VerdictKind.Inconsistent && run.Kinds.Contains(kind), run.ToString());
        Assert.Contains(run.Anomalies, a => a.Kind == kind && a.Entity.StartsWith("transfer ", StringComparison.Ordinal) && bank.Wronged.ContainsKey(a.Entity[9..]));
        // On shared accounts the smallest change that explains a balance may be of another transaction; the account is off all the same.
        Assert.All(run.Anomalies.Where(a => a.Entity.StartsWith("account ", StringComparison.Ordinal)), a => Assert.True(a.Entity.Split(' ', ',').Any(bank.Wronged.ContainsKey), $"{a.Entity} is blamed, and was treated rightly\n{run}"));
    }

    [Fact]
    public async Task Updates_that_are_lost_are_found()
    {
        await using var bank = await TestBank.StartAsync(BankBug.LostUpdate);

        var run = await SystemRun.OfAsync(WrittenModel.Bank(bank.Address, accounts: 6, privates: 0), users: 30);

        Assert.True(run.Verdict == VerdictKind.Inconsistent, run.ToString());
        Assert.NotEmpty(bank.Wronged);
    }
}
