using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Faultline.Checking;
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
        var run = SampleRuns.Judged(SampleRuns.Consistent(), SampleRuns.Conditions with { Coverage = new Coverage(1_000, 8, 1_000, 8) });

        var suite = Suite(run);

        Assert.Equal(
            "8 of 1,000 transactions that were to be tested could be prepared (0.8 %), 95 % are needed.",
            (string)Case(suite, "population-size").Element("error")!.Attribute("message")!);
        Assert.Equal("8 of 1,000 planned attempts were made (0.8 %), 95 % are needed.", (string)Case(suite, "attempts-made").Element("error")!.Attribute("message")!);
    }

    [Fact]
    public void A_suite_tells_its_run_and_each_planned_fault_with_its_downtime()
    {
        var suite = Suite(SampleRuns.Consistent());

        Assert.Equal(("stress", "59.877", "2031-05-06T12:00:00"), ((string)suite.Attribute("name")!, (string)suite.Attribute("time")!, (string)suite.Attribute("timestamp")!));
        Assert.All(suite.Elements("testcase"), c => Assert.Equal("faultline.stress", (string)c.Attribute("classname")!));
        Assert.Contains("\nfault 1: kill order-service-1 at users ≥ 30, down for 2.98 s\n", suite.Element("system-out")!.Value, StringComparison.Ordinal);
        Assert.Equal("faultline stress --init", (string)suite.Descendants("property").Single(p => (string)p.Attribute("name")! == "command").Attribute("value")!);
    }

    [Fact]
    public void An_inconsistent_run_fails_the_books_with_each_kind_that_was_found()
    {
        var suite = Suite(SampleRuns.Inconsistent());

        Assert.Equal((1, 0), ((int)suite.Attribute("failures")!, (int)suite.Attribute("errors")!));
        var books = Case(suite, "books").Element("failure")!;
        Assert.Equal("proved", (string)books.Attribute("type")!);
        Assert.StartsWith("acknowledged-but-lost is proved on order o-17: expected applied once", (string)books.Attribute("message")!, StringComparison.Ordinal);
        Assert.Contains("\nacknowledged but lost: 1. The system answered ok", books.Value, StringComparison.Ordinal);
        Assert.Contains("\ncharged twice: 1.", books.Value, StringComparison.Ordinal);
        Assert.Contains("found item 5: 0 times, user 3: once, paid: 1; fault window kill order-service-1; 2 operations", books.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unfinished_run_errs_in_all_that_it_did_not_prove_and_fails_nothing()
    {
        var suite = Suite(SampleRuns.Unfinished());

        Assert.Equal(0, (int)suite.Attribute("failures")!);
        Assert.All(suite.Elements("testcase"), c => Assert.NotNull(c.Element("error")));
        Assert.Contains("The run did not come to its planned end.", Case(suite, "run-finished").Value, StringComparison.Ordinal);
    }

    public static TheoryData<RunConditions, string[]> Limits => new()
    {
        { SampleRuns.Conditions with { Interrupted = "stopped by a signal" }, ["run-finished"] },
        { SampleRuns.Conditions with { Converged = false }, ["state-at-rest", "books"] },
        { SampleRuns.Conditions with { UnreadableAccounts = 2 }, ["accounts-readable", "books"] },
        { SampleRuns.Conditions with { Succeeded = 0 }, ["attempt-succeeded"] },
        { SampleRuns.Conditions with { MaxBlindSpot = 0.001 }, ["blind-spot"] },
        { SampleRuns.Conditions with { FaultsDelivered = 1 }, ["faults-delivered"] },
        { SampleRuns.Conditions with { NotHealed = 1 }, ["faults-healed", "books"] },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void What_keeps_a_run_from_proving_anything_is_an_error_of_its_own(RunConditions conditions, string[] checks)
    {
        var suite = Suite(SampleRuns.Judged(SampleRuns.Consistent(), conditions));

        Assert.Equal(checks, suite.Elements("testcase").Where(c => c.Element("error") is not null).Select(c => (string)c.Attribute("name")!));
        Assert.Equal(0, (int)suite.Attribute("failures")!);
    }

    [Fact]
    public void A_fault_that_did_not_go_as_planned_is_told_with_its_cause()
    {
        var run = SampleRuns.Consistent();
        run = run with
        {
            Faults =
            [
                run.Faults[0] with { Delivered = false, Error = "no instance was running" },
                run.Faults[1] with { ReadyAt = null, HealedAt = null, Error = "it did not start" },
            ],
        };

        var told = Suite(run).Element("system-out")!.Value;

        Assert.Contains("fault 1: kill order-service-1 at users ≥ 30, not delivered: no instance was running\n", told, StringComparison.Ordinal);
        Assert.Contains("fault 2: kill stock-service-1 at users ≥ 30, not ready again: it did not start", told, StringComparison.Ordinal);
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
        var books = Case(XDocument.Load(stream).Root!.Element("testsuite")!, "books");
        Assert.Contains("partial checkout: 5,000 (", books.Value, StringComparison.Ordinal);
        Assert.Contains("of 5,000 shown", books.Value, StringComparison.Ordinal);
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
