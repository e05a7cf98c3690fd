using System.Net;

namespace Faultline.IntegrationTests.Bank;

public sealed class BankContractTests
{
    [Fact]
    public async Task Each_call_answers_as_its_contract_says()
    {
        await using var bank = await RunningBank.StartAsync();
        var (a, b) = (await bank.OpenAsync(100), await bank.OpenAsync(0));

        var sent = await bank.PostAsync("/transfers", new { id = "t1", from = a, to = b, cents = 30 }, "t1");
        Assert.Equal((HttpStatusCode.OK, "settled", "bank-1"), (sent.Status, sent.Body.GetProperty("state").GetString(), sent.Instance));
        Assert.Equal(HttpStatusCode.OK, await bank.TransferAsync("t1", a, b, 30));
        Assert.Equal((70, 30), (await bank.BalanceAsync(a), await bank.BalanceAsync(b)));
        Assert.Equal("settled", await bank.StateAsync("t1"));

        Assert.Equal(HttpStatusCode.Conflict, await bank.TransferAsync("t1", a, b, 31));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await bank.TransferAsync("t2", a, b, 71));
        Assert.Equal("refused", await bank.StateAsync("t2"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await bank.TransferAsync("t3", a, "none", 1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await bank.TransferAsync("t4", a, a, 1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await bank.TransferAsync("t5", a, b, 0));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await bank.PostAsync("/transfers", new { id = "t6", from = a, to = b, cents = 1 }, "other")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await bank.PostAsync("/transfers", "no map")).Status);
        Assert.Equal((HttpStatusCode.NotFound, "none"), await ShownAsync(bank, "t9"));

        var deposit = await bank.PostAsync("/deposits", new { id = "d1", to = a, cents = 5 }, "d1");
        Assert.Equal((HttpStatusCode.OK, "settled"), (deposit.Status, deposit.Body.GetProperty("state").GetString()));
        Assert.Equal((75, 30), (await bank.BalanceAsync(a), await bank.BalanceAsync(b)));
        Assert.Equal(HttpStatusCode.NotFound, (await bank.GetAsync("/accounts/none")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await bank.PostAsync("/accounts", new { balance = -1 })).Status);
        Assert.Equal(HttpStatusCode.OK, (await bank.GetAsync("/health")).Status);

        var down = await bank.Tool.RunAsync("sample", "down");
        Assert.Equal((0, 0), (down.ExitCode, (await bank.Up.EndAsync()).ExitCode));
        Assert.Contains("the bank is down", down.Output, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode, string?)> ShownAsync(RunningBank bank, string transfer)
    {
        var (status, body, _) = await bank.GetAsync($"/transfers/{transfer}");
        return (status, body.GetProperty("state").GetString());
    }
}
