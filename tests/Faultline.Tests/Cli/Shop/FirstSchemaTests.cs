using Faultline.Checking;
using System.Text;
using Faultline.Cli.Shop;
using Faultline.Experiments;
using Faultline.Reporting.Pages;
using Faultline.Reporting.Runs;
using Faultline.Tests.Reporting.Runs;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Cli.Shop;

/// <summary>Runs of schema 1: two files that a demo wrote then, and what may be wrong with one.</summary>
public sealed class FirstSchemaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-first-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_a_run_wrote_is_read_as_a_run_of_the_shop()
    {
        Keep("naive.json");

        var run = Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Runs);

        Assert.Equal(("demo-naive", VerdictKind.Inconsistent, "shop", "naive"), (run.Name, run.Verdict, run.Workload, run.Variant));
        Assert.Equal([new TransactionTotals("checkout", 786, 766, 5, 15)], run.Transactions);
        Assert.Equal(
            [("stock", "log", -21L), ("stock", "database", -21), ("payment", "log", -40), ("payment", "database", -40)],
            run.Section!.Groups.SelectMany(g => g.Figures, (g, f) => (g.Name, f.Name, f.Value!.Value)));
        Assert.Equal(ShopProfile.Profile.Words, run.Words);
        Assert.True(run is { Audited: true, Faults.Count: 2, Anomalies: > 0 });
    }

    [Fact]
    public async Task Runs_of_both_schemas_and_of_two_trades_are_told_side_by_side()
    {
        Keep("naive.json");
        Keep("saga.json");
        StoredRun[] runs = [.. RunArchive.Read(_folder, FirstSchema.Read).Runs, StoredRuns.Run(number: 2), StoredRuns.OfBank(3)];

        var overview = StoredRuns.Overview(runs);
        var page = await OverviewPage.RenderAsync(overview);

        Assert.Equal(
            ["anomalies.png", "attempt-success.png", "recovery.png", "money-total.png", "inconsistencies-stock.png", "inconsistencies-payment.png"],
            overview.Figures.Select(f => f.FileName));
        foreach (var part in new[] { "demo-naive", "demo-saga", "−21 / −21", "1,234", "Attempt success rate, by scenario", "900 of 1,000" })
            Assert.Contains(part, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "schema": 1 }""", "it has no checkouts")]
    [InlineData("null", "it has no checkouts")]
    [InlineData("""{ "checkouts": { "attempted": 1, "succeeded": 2 } }""", "its checkouts do not add up")]
    [InlineData("""{ "checkouts": { "attempted": 9000000000000000000, "succeeded": 2 } }""", "its checkouts do not add up")]
    public void What_is_damaged_is_told(string json, string how) =>
        Assert.Equal(how, Assert.Throws<InvalidDataException>(() => FirstSchema.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)))).Message);

    [Theory]
    [InlineData("\"attempted\": 786", "\"attempted\": \"many\"", "what stands at checkouts.attempted is not what belongs there")]
    [InlineData("\"checkouts\": {", "\"checks\": {", "it has no checkouts")]
    public void A_damaged_file_is_skipped_and_the_reason_names_its_own_member(string from, string to, string how)
    {
        Keep("naive.json", text => text.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal($"Its run.json is damaged: {how}.", Assert.Single(RunArchive.Read(_folder, FirstSchema.Read).Skipped).Reason);
    }

    [Fact]
    public void Without_the_classic_figures_there_is_no_section() =>
        Assert.Null(FirstSchema.Read(new MemoryStream("""{ "checkouts": { "attempted": 1, "succeeded": 1 }, "inconsistencies": null }"""u8.ToArray())).Section);

    private void Keep(string name, Func<string, string>? change = null)
    {
        using var reader = new StreamReader(typeof(FirstSchemaTests).Assembly.GetManifestResourceStream($"first-schema/{name}")!);
        var text = reader.ReadToEnd();
        var run = Directory.CreateDirectory(Path.Combine(_folder, Path.GetFileNameWithoutExtension(name))).FullName;
        File.WriteAllText(Path.Combine(run, "run.json"), change?.Invoke(text) ?? text);
    }
}
