using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Faultline.Hosting;
using Faultline.Hosting.Processes;
using Faultline.IntegrationTests.Shop;

namespace Faultline.IntegrationTests.Bank;

/// <summary>Transfers between a few accounts while the ledger, and the bank itself, are killed and started again.</summary>
public sealed class BankUnderKillsTests
{
    private const int Accounts = 6;
    private const int Transfers = 400;
    private const int Users = 8;
    private const int KillEvery = 40;
    private const long Start = 1_000;

    [Theory]
    [InlineData(null)]
    [InlineData("half-transfer")]
    [InlineData("double")]
    [InlineData("lost-update")]
    public async Task Balances_are_what_the_settled_transfers_make_them_unless_there_is_a_bug(string? bug)
    {
        await using var bank = await RunningBank.StartAsync(bug is null ? [] : ["--bug", bug]);
        var accounts = await Task.WhenAll(Enumerable.Range(0, Accounts).Select(_ => bank.OpenAsync(Start)));
        var random = new Random(20_311);
        var wanted = Enumerable.Range(0, Transfers).Select(i => Draw(i, accounts, random)).ToArray();
        var answers = new ConcurrentDictionary<string, HttpStatusCode>();

        await RunAsync(bank, wanted, answers);
        await Eventually.TrueAsync(async () => !(await StatesAsync(bank, wanted)).ContainsValue("pending"));

        var states = await StatesAsync(bank, wanted);
        Assert.All(answers, a => Assert.True(a.Value is not HttpStatusCode.OK || states[a.Key] == "settled", $"{a.Key} was acknowledged and is {states[a.Key]}"));
        Assert.True(states.Values.Count(s => s == "settled") > Transfers / 2);
        var expected = accounts.ToDictionary(a => a, a => Start
            + wanted.Where(t => states[t.Id] == "settled").Sum(t => t.To == a ? t.Cents : t.From == a ? -t.Cents : 0L));
        var actual = new Dictionary<string, long>();
        foreach (var account in accounts) actual[account] = await bank.BalanceAsync(account);

        var (sum, off) = (actual.Values.Sum() - Accounts * Start, accounts.Count(a => actual[a] != expected[a]));
        switch (bug)
        {
            case null: Assert.Equal(expected, actual); break;
            case "half-transfer": Assert.True(sum < 0, $"the sum is off by {sum}"); break;
            case "double": Assert.True(sum == 0 && off > 1, $"the sum is off by {sum}, and {off} accounts are"); break;
            default: Assert.True(off > 0, "no account is off"); break;
        }
    }

    private static Wanted Draw(int number, string[] accounts, Random random)
    {
        var from = random.Next(Accounts);
        return new Wanted(
            string.Create(CultureInfo.InvariantCulture, $"t{number}"), accounts[from], accounts[(from + 1 + random.Next(Accounts - 1)) % Accounts], random.Next(1, 20));
    }

    // What kills, kills as the users get on, not by the clock.
    private static async Task RunAsync(RunningBank bank, Wanted[] wanted, ConcurrentDictionary<string, HttpStatusCode> answers)
    {
        var host = ProcessHost.Open(bank.Folder.Path, TimeProvider.System);
        var (next, done) = (-1, 0);
        var users = Enumerable.Range(0, Users).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < wanted.Length; i = Interlocked.Increment(ref next))
            {
                var t = wanted[i];
                if (await bank.TransferAsync(t.Id, t.From, t.To, t.Cents) is { } status) answers[t.Id] = status;
                // Customers who got no answer ask again, under the same key.
                else await bank.TransferAsync(t.Id, t.From, t.To, t.Cents);
                Interlocked.Increment(ref done);
            }
        }).ToArray();

        for (var kill = 1; kill * KillEvery < wanted.Length; kill++)
        {
            await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref done) >= kill * KillEvery));
            var instance = new InstanceId(kill % 3 == 0 ? "bank-1" : "ledger-1");
            await host.KillAsync(instance, CancellationToken.None);
            await host.StartAsync(instance, CancellationToken.None);
            await Eventually.TrueAsync(async () => (await host.CheckReadyAsync(instance, CancellationToken.None)).IsReady);
        }

        await Task.WhenAll(users);
    }

    private static async Task<Dictionary<string, string>> StatesAsync(RunningBank bank, Wanted[] wanted)
    {
        var states = new Dictionary<string, string>();
        foreach (var transfer in wanted) states[transfer.Id] = await bank.StateAsync(transfer.Id);
        return states;
    }

    private sealed record Wanted(string Id, string From, string To, int Cents);
}
