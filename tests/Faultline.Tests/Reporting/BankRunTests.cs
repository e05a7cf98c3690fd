using System.Text.RegularExpressions;
using Faultline.Cli.Terminal;
using Faultline.Experiments.Phases;
using Faultline.Experiments;
using Faultline.Reporting.Json;
using Faultline.Reporting.Junit;
using Faultline.Reporting.Markdown;
using Faultline.Reporting.Pages;
using Faultline.Reporting.Runs;
using Faultline.Tests.Reporting.Runs;
using Spectre.Console;

namespace Faultline.Tests.Reporting;

/// <summary>A run of a trade that the tool does not know, in everything that people read: in its own words, and in none of a shop's.</summary>
public sealed partial class BankRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-bank-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_text_tells_each_kind_of_transaction_and_all_together()
    {
        var text = RunMarkdown.Render(SampleRuns.OfBank());

        foreach (var part in new[]
        {
            "4,990 of 5,000 bookings prepared", "| payment orders | 1,000 attempted, 880 succeeded (88.0 %), 105 refused, 15 unknown |",
            "600 attempted, 580 succeeded (96.7 %), 15 refused, 5 unknown", "400 attempted, 300 succeeded (75.0 %), 90 refused, 10 unknown",
            "Money was moved more often than the answers allow.", "Accounts that only trade among themselves gained or lost value together.",
            "version `two-phase` with the bug `half-transfer`",
        })
            Assert.Contains(part, text, StringComparison.Ordinal);
        HasNoWordOfAShop(text);
    }

    [Fact]
    public async Task The_page_has_no_section_that_the_workload_did_not_bring()
    {
        var path = Path.Combine(_folder, "report.html");
        await ReportPage.WriteAsync(SampleRuns.OfBank(), path, TestContext.Current.CancellationToken);
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        foreach (var part in new[]
        {
            "Payment order success", "version <em>two-phase</em>", "Payment orders: 1,000 attempted", "transfer: 600 attempted", "A repeated transfer</dt><dd>applies again",
            "A repeated deposit</dt><dd>is refused", "money of an account, in cents", "Money was moved more often than the answers allow.",
        })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.DoesNotContain("inconsistencies", page, StringComparison.OrdinalIgnoreCase);
        HasNoWordOfAShop(Style().Replace(page, ""));
    }

    [Fact]
    public async Task A_section_that_it_brings_is_drawn_as_it_says()
    {
        var path = Path.Combine(_folder, "report.html");
        await ReportPage.WriteAsync(SampleRuns.OfBank() with { Section = StoredRuns.OfBank().Section }, path, TestContext.Current.CancellationToken);
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        foreach (var part in new[] { "<h2 id=\"money\">Money in the bank</h2>", "<a href=\"#money\">Money</a>", "In cents</th>", "All accounts</th><td class=\"n\">1,234</td>" })
            Assert.Contains(part, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Junit_and_the_terminal_tell_it_in_its_words()
    {
        using var junit = new MemoryStream();
        RunJunit.Write(SampleRuns.OfBank(), junit);
        var xml = System.Text.Encoding.UTF8.GetString(junit.ToArray());
        Assert.Contains("<property name=\"version\" value=\"two-phase\"", xml, StringComparison.Ordinal);
        Assert.Contains("payment orders: ", xml, StringComparison.Ordinal);
        HasNoWordOfAShop(xml);

        using var terminal = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(terminal) });
        console.Profile.Width = 200;
        new ResultText(console).Write(new FinishedRun(SampleRuns.OfBank(), RunFolder.Create(_folder, "bank", SampleRuns.Start)));
        Assert.Contains("payment orders", terminal.ToString(), StringComparison.Ordinal);
        Assert.Contains("transfer", terminal.ToString(), StringComparison.Ordinal);
        HasNoWordOfAShop(terminal.ToString());
    }

    [Fact]
    public async Task Runs_of_it_alone_are_set_side_by_side_in_its_words()
    {
        RunJson.Write(SampleRuns.OfBank(), Path.Combine(_folder, "results", "a", "run.json"));
        var overview = new RunOverview(RunArchive.Read(Path.Combine(_folder, "results"), Faultline.Cli.Shop.FirstSchema.Read), Path.Combine(_folder, "out"));

        var (page, text) = (await OverviewPage.RenderAsync(overview), OverviewMarkdown.Render(overview, []));

        Assert.Equal(["anomalies.png", "payment-order-success.png", "recovery.png"], overview.Figures.Select(f => f.FileName));
        foreach (var told in new[] { page, text })
        {
            Assert.Contains("Payment order success", told, StringComparison.Ordinal);
            Assert.Contains("880 of 1,000", told, StringComparison.Ordinal);
            Assert.Contains("Each is a proof on one booking or account", told, StringComparison.Ordinal);
            HasNoWordOfAShop(Style().Replace(told, ""));
        }
    }

    private static void HasNoWordOfAShop(string text) => Assert.DoesNotMatch(OfAShop(), text);

    // "Payment order" is this bank's own word.
    [GeneratedRegex(@"checkout|\bstock|\bitems?\b|(?<!payment )\borders?\b|payment-service|\bcredit|\bshop", RegexOptions.IgnoreCase)]
    private static partial Regex OfAShop();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
