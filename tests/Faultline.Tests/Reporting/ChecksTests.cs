using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Faultline.Checking;
using Faultline.Cli.Terminal;
using Faultline.Experiments;
using Faultline.Reporting.Pages;
using Faultline.Reporting;
using Faultline.Reporting.Json;
using Faultline.Reporting.Junit;
using Faultline.Reporting.Markdown;
using Spectre.Console;

namespace Faultline.Tests.Reporting;

/// <summary>Whoever tells of a run tells of each of its checks, and has the result from nowhere else.</summary>
public sealed class ChecksTests
{
    private static readonly CheckResult Slow = new("latency-p99", CheckClass.Rule, "It was fast.", Validity.Invalid)
    {
        Reasons = ["It took 3 s, 2 s are allowed."],
    };

    public static TheoryData<string> Names => [.. SampleRuns.Names.Select(row => row.Data), "rule not met"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_page_lists_every_check(string name)
    {
        var run = Named(name);
        var page = WebUtility.HtmlDecode(await ReportPage.RenderAsync(run, TestContext.Current.CancellationToken));

        Assert.All(run.Verdict.Checks, c => Assert.Contains(
            $"<th scope=\"row\">{c.Name}</th><td>{CheckText.Word(c.Class)}</td><td>{CheckText.Result(c)}</td>", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_text_lists_every_check(string name)
    {
        var run = Named(name);
        var text = RunMarkdown.Render(run);

        Assert.All(run.Verdict.Checks, c => Assert.Contains(
            $"\n| `{c.Name}` | {CheckText.Word(c.Class)} | {CheckText.Result(c)} | ", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Test_cases_are_the_checks(string name)
    {
        var run = Named(name);
        using var stream = new MemoryStream();
        RunJunit.Write(run, stream);
        stream.Position = 0;
        var cases = XDocument.Load(stream).Descendants("testcase");

        Assert.Equal(
            run.Verdict.Checks.Select(c => (c.Name, c.Result switch { Validity.Valid => null, Validity.Unknown => "error", Validity.Invalid => "failure" })),
            cases.Select(c => ((string)c.Attribute("name")!, c.Elements().SingleOrDefault()?.Name.LocalName)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_terminal_lists_every_check(string name)
    {
        var run = Named(name);
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 10_000;
        new ResultText(console).Findings(run.Verdict, run.Audit);

        var line = writer.ToString().Split('\n').Single(l => l.StartsWith("checks ", StringComparison.Ordinal));
        Assert.Equal(run.Verdict.Checks.Select(c => $"{CheckText.Symbol(c.Result)} {c.Name}"), line["checks".Length..].Trim().Split(", "));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_data_of_a_run_and_of_its_second_audit_hold_every_check(string name)
    {
        var run = Named(name);
        using var ofRun = new MemoryStream();
        RunJson.Write(run, ofRun);
        using var ofCheck = new MemoryStream();
        CheckJson.Write(run.Id, run.Verdict, run.Audit, [], null, ofCheck);

        foreach (var json in new[] { ofRun, ofCheck }.Select(s => JsonDocument.Parse(Encoding.UTF8.GetString(s.ToArray())).RootElement))
        {
            var checks = json.GetProperty("checks").EnumerateArray().ToArray();
            Assert.Equal(
                run.Verdict.Checks.Select(c => (c.Name, CheckText.Word(c.Class), CheckText.Word(c.Result), string.Join('|', c.Reasons))),
                checks.Select(c => (Text(c, "name"), Text(c, "class"), Text(c, "result"), string.Join('|', List(c, "reasons").Select(r => r.GetString())))));
            Assert.Equal(List(json, "anomalies").Select(Proof), checks.SelectMany(c => List(c, "proofs")).Select(Proof));
        }
    }

    [Fact]
    public void A_rule_that_is_not_met_fails_as_a_rule_and_the_run_stays_consistent()
    {
        using var stream = new MemoryStream();
        RunJunit.Write(Named("rule not met"), stream);
        stream.Position = 0;
        var suite = XDocument.Load(stream).Root!.Element("testsuite")!;

        var failure = Assert.Single(suite.Descendants("failure"));
        Assert.Equal(("rule", Slow.Reasons[0]), ((string)failure.Attribute("type")!, (string)failure.Attribute("message")!));
        Assert.Equal("consistent", (string)suite.Descendants("property").Single(p => (string)p.Attribute("name")! == "verdict").Attribute("value")!);
    }

    private static Run Named(string name) => name == "rule not met"
        ? SampleRuns.Consistent() with { Verdict = Verdict.Of([.. SampleRuns.Consistent().Verdict.Checks, Slow]) }
        : SampleRuns.Named(name);

    private static (string Kind, string Entity) Proof(JsonElement anomaly) => (Text(anomaly, "kind"), Text(anomaly, "entity"));

    private static JsonElement.ArrayEnumerator List(JsonElement element, string member) => element.GetProperty(member).EnumerateArray();

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
