using System.Globalization;
using System.Text.Json;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>How a test of a foreign shop ended.</summary>
internal sealed record ForeignRun(ToolResult Tool, JsonElement? Result)
{
    /// <summary>The stress test, without faults.</summary>
    public static async Task<ForeignRun> StressAsync(ForeignShop shop, string population, double serverTimeout = 1, params string[] more)
    {
        using var kills = new TemporaryFolder();
        var nothing = kills.Write("nothing.json", """{ "kill_triggers": [] }""");
        return await RunAsync(
            shop, serverTimeout,
            [
                "stress", "--init", "--population", population, "--population-size", "150", "--users", "120", "--spawn-rate", "120",
                "--runtime", "4", "--kill-config", nothing, .. more,
            ]);
    }

    /// <summary>The consistency test, without faults.</summary>
    public static Task<ForeignRun> ConsistencyAsync(ForeignShop shop, double serverTimeout = 1, params string[] more) =>
        RunAsync(shop, serverTimeout, ["test", "--test-type", "consistency", "--orders", "80", "--buyers", "300", "--stock", "30", .. more]);

    /// <summary>What the tool says, which it must have said as a result.</summary>
    public JsonElement Json => Result ?? throw new Xunit.Sdk.XunitException($"no result was printed: {Tool}");

    public string Verdict => Json.GetProperty("verdict").GetString()!;

    public IReadOnlySet<string> Kinds => Json.GetProperty("anomaliesByKind").EnumerateObject().Where(k => k.Value.GetInt64() > 0).Select(k => k.Name).ToHashSet();

    public IReadOnlyList<string> Blamed => [.. Json.GetProperty("anomalies").EnumerateArray().Select(a => a.GetProperty("entity").GetString()!)];

    public IReadOnlyList<string> Reasons => [.. Json.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()!)];

    /// <summary>The shop is right: it was not accused, whether or not that could be said for certain.</summary>
    public void MustAccuseNobody()
    {
        Assert.True(Tool.ExitCode is 0 or 2, Tool.ToString());
        Assert.True(Blamed.Count == 0, Tool.ToString());
    }

    public void MustBeConsistent()
    {
        Assert.True((Tool.ExitCode, Verdict) == (0, "consistent"), Tool.ToString());
        Assert.True(Blamed.Count == 0, Tool.ToString());
        Assert.True(Json.GetProperty("transactions")[0].GetProperty("succeeded").GetInt64() > 20, Tool.ToString());
    }

    /// <summary>The shop is wrong, and is told so under one of these kinds at least.</summary>
    public void MustBeInconsistent(params string[] kinds)
    {
        Assert.True((Tool.ExitCode, Verdict) == (1, "inconsistent"), Tool.ToString());
        Assert.All(kinds, kind => Assert.True(Kinds.Contains(kind), $"{kind} is not among {string.Join(", ", Kinds)}\n{Tool}"));
    }

    /// <summary>Every entity that is blamed was treated wrongly.</summary>
    public void MustBlameOnly(IReadOnlySet<string> wronged)
    {
        Assert.NotEmpty(Blamed);
        Assert.All(Blamed, entity => Assert.True(entity.Split(' ', ',').Any(wronged.Contains), $"{entity} is blamed, and was treated rightly"));
    }

    /// <summary>The shop cannot be used, which is told with the address that was asked and with what came.</summary>
    public void MustSayThatItCannotBeUsed(params string[] words)
    {
        Assert.True(Tool.ExitCode == 69, Tool.ToString());
        Assert.All(words, word => Assert.Contains(word, Tool.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("somebody else", Tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Tool.Error);
    }

    private static async Task<ForeignRun> RunAsync(ForeignShop shop, double serverTimeout, string[] arguments)
    {
        using var folder = new TemporaryFolder();
        using var state = new TemporaryFolder();
        var address = shop.Address.ToString();
        folder.Write("urls.json", JsonSerializer.Serialize(new { ORDER_URL = address, PAYMENT_URL = address, STOCK_URL = address }));

        var run = await new Tool(folder.Path, state.Path).RunAsync(
            [
                .. arguments, "--server-timeout", serverTimeout.ToString(CultureInfo.InvariantCulture), "--settle-cap", "60",
                "--max-blind-spot", "0.5", "--format", "json",
            ]);

        Assert.True(run.ExitCode != 70, run.ToString());
        if (!run.Output.StartsWith('{')) return new ForeignRun(run, null);
        using var document = JsonDocument.Parse(run.Output);
        return new ForeignRun(run, document.RootElement.Clone());
    }
}
