using System.Text.Json;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>Nothing that the tool says of a system may rest on its being ours.</summary>
public sealed class ForeignShopTests
{
    [Theory]
    [InlineData("seed")]
    [InlineData("visible")]
    public async Task A_shop_that_is_right_is_found_consistent(string population)
    {
        await using var shop = await ForeignShop.StartAsync(Flaw.None);

        var (exitCode, result) = await RunAsync(shop, population);

        Assert.Equal((0, "consistent"), (exitCode, result.GetProperty("verdict").GetString()));
        Assert.True(result.GetProperty("checkouts").GetProperty("succeeded").GetInt64() > 50);
    }

    [Fact]
    public async Task A_shop_behind_a_proxy_that_loses_answers_is_never_accused()
    {
        await using var shop = await ForeignShop.StartAsync(Flaw.BadGateway);

        var (exitCode, result) = await RunAsync(shop, "visible");

        Assert.NotEqual(1, exitCode);
        Assert.Equal(0, result.GetProperty("anomalies").GetArrayLength());
        Assert.True(result.GetProperty("checkouts").GetProperty("unknown").GetInt64() > 0);
    }

    [Theory]
    [InlineData(Flaw.RefusesAfterPart)]
    [InlineData(Flaw.LosesStock)]
    [InlineData(Flaw.ForgetsCharge)]
    public async Task A_shop_that_is_wrong_is_found_out_and_nothing_else_is_blamed(Flaw flaw)
    {
        await using var shop = await ForeignShop.StartAsync(flaw);

        var (exitCode, result) = await RunAsync(shop, "visible");

        Assert.Equal((1, "inconsistent"), (exitCode, result.GetProperty("verdict").GetString()));
        var blamed = result.GetProperty("anomalies").EnumerateArray().Select(a => a.GetProperty("entity").GetString()!).ToArray();
        Assert.NotEmpty(blamed);
        Assert.All(blamed, entity => Assert.True(
            shop.Wronged.Any(w => entity.Contains(w, StringComparison.Ordinal)), $"{entity} is blamed, and was treated rightly"));
    }

    [Theory]
    [InlineData(Flaw.None, 0, "consistent")]
    [InlineData(Flaw.ForgetsUsers, 2, "undetermined")]
    public async Task In_the_consistency_test_accounts_that_no_order_touches_count_too(Flaw flaw, int exitCode, string verdict)
    {
        await using var shop = await ForeignShop.StartAsync(flaw);

        var (code, result) = await RunAsync(shop, "test", "--test-type", "consistency", "--orders", "80", "--buyers", "300", "--stock", "30");

        Assert.Equal((exitCode, verdict), (code, result.GetProperty("verdict").GetString()));
        Assert.Equal(30, result.GetProperty("checkouts").GetProperty("succeeded").GetInt64());
        Assert.Equal(flaw == Flaw.None, result.GetProperty("converged").GetProperty("unreadable").GetInt32() == 0);
    }

    [Fact]
    public async Task A_shop_that_cannot_be_populated_as_asked_is_tested_with_what_there_is_and_that_proves_nothing()
    {
        await using var shop = await ForeignShop.StartAsync(Flaw.StopsCreating);

        var (code, result) = await RunAsync(shop, "test", "--test-type", "consistency", "--orders", "95", "--stock", "30", "--operation-timeout", "2");

        Assert.Equal((2, "undetermined"), (code, result.GetProperty("verdict").GetString()));
        var coverage = result.GetProperty("coverage");
        // The first order is the canary's.
        Assert.Equal((95, 19, 95, 19), (
            coverage.GetProperty("populationPlanned").GetInt32(), coverage.GetProperty("populationMade").GetInt32(),
            coverage.GetProperty("attemptsPlanned").GetInt32(), coverage.GetProperty("attempts").GetInt32()));
        Assert.Equal(
            ["19 of 95 transactions that were to be tested could be prepared (20.0 %), 95 % are needed.", "19 of 95 planned attempts were made (20.0 %), 95 % are needed."],
            result.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()!));
    }

    private static async Task<(int ExitCode, JsonElement Result)> RunAsync(ForeignShop shop, string population)
    {
        using var kills = new TemporaryFolder();
        var nothing = kills.Write("nothing.json", """{ "kill_triggers": [] }""");
        return await RunAsync(
            shop, "stress", "--init", "--population", population, "--population-size", "150", "--users", "80", "--spawn-rate", "40", "--runtime", "8", "--kill-config", nothing);
    }

    private static async Task<(int ExitCode, JsonElement Result)> RunAsync(ForeignShop shop, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        var address = shop.Address.ToString();
        folder.Write("urls.json", JsonSerializer.Serialize(new { ORDER_URL = address, PAYMENT_URL = address, STOCK_URL = address }));

        var run = await new Tool(folder.Path, state.Path).RunAsync(
            [.. arguments, "--server-timeout", "1", "--settle-cap", "30", "--max-blind-spot", "0.5", "--format", "json"]);

        Assert.True(run.Output.StartsWith('{'), run.ToString());
        using var document = JsonDocument.Parse(run.Output);
        return (run.ExitCode, document.RootElement.Clone());
    }
}
