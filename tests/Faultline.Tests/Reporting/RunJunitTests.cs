using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Reporting.Junit;

namespace Faultline.Tests.Reporting;

public sealed class RunJunitTests
{
    [Theory]
    [MemberData(nameof(SampleRuns.Names), MemberType = typeof(SampleRuns))]
    public void Every_run_fits_the_schema_and_its_counts_add_up(string name)
    {
        var document = Document(SampleRuns.Named(name));

        document.Validate(Schemas(), (_, e) => Assert.Fail(e.Message));
        var suite = document.Root!.Element("testsuite")!;
        var cases = suite.Elements("testcase").ToArray();
        Assert.Equal(cases.Length, (int)suite.Attribute("tests")!);
        Assert.Equal(cases.Count(c => c.Element("failure") is not null), (int)suite.Attribute("failures")!);
        Assert.Equal(cases.Count(c => c.Element("error") is not null), (int)suite.Attribute("errors")!);
        Assert.Equal(cases.Length, cases.DistinctBy(c => (string)c.Attribute("name")!).Count());
    }

    [Theory]
    [InlineData("consistent")]
    [InlineData("without faults")]
    [InlineData("one second")]
    public void A_consistent_run_passes_every_check(string name)
    {
        var suite = Suite(SampleRuns.Named(name));

        Assert.Equal((0, 0), ((int)suite.Attribute("failures")!, (int)suite.Attribute("errors")!));
        Assert.NotEmpty(suite.Elements("testcase"));
    }

    [Fact]
    public void A_test_that_did_not_take_place_is_an_error()
    {
        var run = SampleRuns.Consistent() with { Coverage = new Coverage(1_000, 8, 1_000, 8), Verdict = new Verdict(VerdictKind.Undetermined, ["8 of 1,000."]) };

        var error = Case(Suite(run), "what was to be tested was tested").Element("error")!;

        Assert.Equal("8 of 1,000 orders prepared (0.8 %), 8 of 1,000 checkouts attempted (0.8 %): 95.0 % are needed.", (string)error.Attribute("message")!);
    }

    [Fact]
    public void A_suite_tells_its_run_and_a_planned_fault_is_a_case_with_its_downtime()
    {
        var suite = Suite(SampleRuns.Consistent());

        Assert.Equal(("stress", "59.877", "2031-05-06T12:00:00"), ((string)suite.Attribute("name")!, (string)suite.Attribute("time")!, (string)suite.Attribute("timestamp")!));
        var fault = Case(suite, "fault 1: kill order-service-1 at users ≥ 30");
        Assert.Equal(("faultline.stress", "2.98"), ((string)fault.Attribute("classname")!, (string)fault.Attribute("time")!));
        Assert.Equal("faultline stress --init", (string)suite.Descendants("property").Single(p => (string)p.Attribute("name")! == "command").Attribute("value")!);
    }

    [Fact]
    public void An_inconsistent_run_fails_the_books_and_each_kind_that_was_found()
    {
        var suite = Suite(SampleRuns.Inconsistent());

        Assert.Equal(4, (int)suite.Attribute("failures")!);
        Assert.Equal("3 anomalies proved in 500 transactions.", (string)Case(suite, "the books agree with the answers").Element("failure")!.Attribute("message")!);
        var kind = Case(suite, "no anomaly of the kind acknowledged but lost").Element("failure")!;
        Assert.StartsWith("1 anomaly proved, on order o-17. The system answered ok", (string)kind.Attribute("message")!, StringComparison.Ordinal);
        Assert.Contains("found item 5: 0 times, user 3: once, paid: 1; fault window kill order-service-1; 2 operations", kind.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unfinished_run_errs_in_all_that_it_did_not_prove_and_fails_nothing()
    {
        var suite = Suite(SampleRuns.Unfinished());

        Assert.Equal(0, (int)suite.Attribute("failures")!);
        Assert.All(suite.Elements("testcase"), c => Assert.NotNull(c.Element("error")));
        Assert.Contains("The run did not come to its planned end.", Case(suite, "the books agree with the answers").Value, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Limits => new()
    {
        { "interrupted", "the run came to its planned end" },
        { "restless", "the state stood still before it was judged" },
        { "unreadable", "the state stood still before it was judged" },
        { "nothing succeeded", "checkouts succeeded" },
        { "blind", "the blind spot is within its limit" },
        { "not delivered", "fault 1: kill order-service-1 at users ≥ 30" },
        { "not undone", "fault 2: kill stock-service-1 at users ≥ 30" },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void What_keeps_a_run_from_proving_anything_is_an_error_of_its_own(string limit, string check)
    {
        var run = SampleRuns.Consistent() with { Verdict = new Verdict(VerdictKind.Undetermined, ["Some reason."]) };
        run = limit switch
        {
            "interrupted" => run with { Interrupted = "stopped by a signal" },
            "restless" => run with { Converged = run.Converged! with { Reached = false } },
            "unreadable" => run with { Converged = run.Converged! with { Unreadable = 2 } },
            "nothing succeeded" => run with { Transactions = [run.Transactions[0] with { Succeeded = 0 }] },
            "blind" => run with { MaxBlindSpot = 0.001 },
            "not delivered" => run with { Faults = [run.Faults[0] with { Delivered = false, Error = "no instance was running" }, run.Faults[1]] },
            _ => run with { Faults = [run.Faults[0], run.Faults[1] with { ReadyAt = null, HealedAt = null, Error = "it did not start" }] },
        };

        var suite = Suite(run);

        Assert.Equal(["the books agree with the answers", check], suite.Elements("testcase").Where(c => c.Element("error") is not null).Select(c => (string)c.Attribute("name")!));
        Assert.Equal(0, (int)suite.Attribute("failures")!);
    }

    [Fact]
    public void What_xml_cannot_hold_is_shown_by_a_sign()
    {
        var run = SampleRuns.OfHostileTexts() with { Name = "a\u0000\uD800\uFFFF\r\nb", Warnings = ["]]>\u000B"] };

        var suite = Suite(run);

        Assert.Equal("a\u2400\uFFFD\uFFFD\u240D\nb", (string)suite.Attribute("name")!);
        Assert.Contains("]]>\u240B", suite.Element("system-out")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_run_is_cut_and_says_so()
    {
        using var stream = new MemoryStream();
        RunJunit.Write(SampleRuns.Huge(), stream);

        Assert.InRange(stream.Length, 1, 100_000);
        stream.Position = 0;
        var kind = Case(XDocument.Load(stream).Root!.Element("testsuite")!, "no anomaly of the kind partial checkout");
        Assert.Contains("of 5,000 shown", kind.Value, StringComparison.Ordinal);
    }

    private static XDocument Document(Run run)
    {
        using var stream = new MemoryStream();
        RunJunit.Write(run, stream);
        stream.Position = 0;
        return XDocument.Load(stream);
    }

    private static XElement Suite(Run run) => Document(run).Root!.Element("testsuite")!;

    private static XElement Case(XElement suite, string name) => suite.Elements("testcase").Single(c => (string)c.Attribute("name")! == name);

    private static XmlSchemaSet Schemas()
    {
        var schemas = new XmlSchemaSet();
        using var stream = typeof(RunJunitTests).Assembly.GetManifestResourceStream("junit.xsd")!;
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        schemas.Add(XmlSchema.Read(reader, (_, e) => Assert.Fail(e.Message))!);
        return schemas;
    }
}
