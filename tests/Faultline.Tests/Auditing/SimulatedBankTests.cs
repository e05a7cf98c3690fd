namespace Faultline.Tests.Auditing;

public sealed class SimulatedBankTests
{
    [Fact]
    public void A_correct_bank_that_loses_answers_never_raises_an_alarm()
    {
        var tally = new BankTally();
        for (var seed = 0; seed < 8_000; seed++)
            tally.AddCorrect(seed, TestContext.Current.CancellationToken);

        Assert.True(tally.Alarms.Count == 0, tally.ToString());
        Assert.True(tally.Busy is { Unknown: > 8_000, Applied: > 8_000 }, $"{tally.Busy}: the bank is not busy enough");
    }

    [Fact]
    public void A_bug_on_accounts_of_its_own_is_found_there_and_called_what_it_is()
    {
        var tally = new BankTally();
        foreach (var bug in BankTally.Bugs)
        {
            for (var seed = 0; seed < 1_000; seed++)
                tally.AddIsolated(seed, bug, TestContext.Current.CancellationToken);
        }

        Assert.All(BankTally.Bugs, bug => Assert.True(tally.Named(bug) == tally.Provable(bug), $"{bug}: {tally}"));
    }

    [Fact]
    public void A_bug_on_shared_accounts_is_found_wherever_nothing_else_explains_the_balances()
    {
        var tally = new BankTally();
        foreach (var bug in BankTally.Bugs)
        {
            for (var seed = 0; seed < 1_000; seed++)
                tally.AddShared(seed, bug, TestContext.Current.CancellationToken);
        }

        Assert.True(tally.Alarms.Count == 0, tally.ToString());
        Assert.All(BankTally.Bugs, bug => Assert.True(tally.Provable(bug) > 100, $"{bug}: {tally}"));
        Assert.All(BankTally.Bugs, bug => Assert.True(tally.Found(bug) >= 0.99 * tally.Provable(bug), $"{bug}: {tally}"));
        Assert.All(BankTally.Bugs, bug => Assert.True(tally.Named(bug) >= 0.99 * tally.Provable(bug), $"{bug}: {tally}"));
    }
}
