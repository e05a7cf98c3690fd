using Faultline.Checking;
using Faultline.Tests.Workloads.Http;
using Faultline.Workloads.Http.Model;

namespace Faultline.IntegrationTests.Systems;

/// <summary>Accounts that are part of no population.</summary>
public sealed class UnreadAccountsTests
{
    private const string OfThePopulation = "pick to of account";

    [Theory]
    [InlineData(false, VerdictKind.Consistent)]
    [InlineData(true, VerdictKind.Inconsistent)]
    public async Task An_account_that_is_written_out_is_read_before_the_load_and_judged(bool forgetsFees, VerdictKind verdict)
    {
        await using var till = await TestTill.StartAsync(forgetsFees);

        var run = await SystemRun.OfAsync(Model(till.Address, "balance($to): +$cents, fees(main): +1", OfThePopulation), seconds: 1, users: 10);

        Assert.True(run.Verdict == verdict, run.ToString());
        Assert.Equal(verdict, run.Again.Verdict.Kind);
        Assert.Equal(forgetsFees, run.Anomalies.Any(a => a.Entity.Contains("fees", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_posted_to_an_account_that_is_not_there_before_the_load_leaves_the_verdict_open()
    {
        await using var till = await TestTill.StartAsync();

        var run = await SystemRun.OfAsync(Model(till.Address, "balance($to): +$cents, fees(nowhere): +1", OfThePopulation), seconds: 1, users: 10);

        AssertIsOpen(run, "fees nowhere");
    }

    [Fact]
    public async Task An_account_that_a_read_names_and_that_was_there_before_is_not_accused_and_not_acquitted()
    {
        await using var till = await TestTill.StartAsync();

        var run = await SystemRun.OfAsync(Model(till.Address, "balance($to): +$cents", "newest"), seconds: 1, users: 10);

        AssertIsOpen(run, "balance old");
    }

    private static void AssertIsOpen(SystemRun run, string account)
    {
        Assert.True(run.Verdict == VerdictKind.Undetermined, run.ToString());
        Assert.Equal(VerdictKind.Undetermined, run.Again.Verdict.Kind);
        Assert.Empty(run.Anomalies);
        Assert.Contains("before the load", Assert.Single(run.Run.Audit!.Omitted), StringComparison.Ordinal);
        Assert.Contains(run.Run.Warnings, w => w.Contains($"what is posted to {account} is left out of the books", StringComparison.Ordinal));
    }

    private static SystemModel Model(Uri address, string posts, string step) => WrittenModel.Of($$"""
        experiment: till
        targets: { till: {{address}} }
        accounts:
          balance: { read: GET till /accounts/$id, value: $.balance }
          fees: { read: GET till /accounts/$id, value: $.balance }
        populate:
          account: { count: 20, send: POST till /accounts, id: $.id }
        operations:
          newest: { send: GET till /newest, capture: { to: $.id } }
          deposit:
            transaction: $id
            send: POST till /deposits
            body: { id: $id, to: $to, cents: $cents }
            posts: { {{posts}} }
            conserves: no
            repeat: no-effect
        users:
          pause: 20ms..60ms
          mix: { 100%: [{{step}}, draw cents 1..50, new id, deposit] }
        """);
}
