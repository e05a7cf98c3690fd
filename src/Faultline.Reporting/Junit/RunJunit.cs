using System.Globalization;
using System.Text;
using System.Xml;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Storage;

namespace Faultline.Reporting.Junit;

/// <summary>Writes <c>junit.xml</c>: the checks of a run as test cases, as the common schema of JUnit's reports has them.</summary>
public static class RunJunit
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(Run run, string path) => AtomicFile.Write(path, stream => Write(run, stream));

    /// <summary>Writes to a stream and leaves it open.</summary>
    public static void Write(Run run, Stream stream)
    {
        var limits = PageLimits.Brief;
        var checks = RunChecks.Of(run, limits);
        using var xml = XmlWriter.Create(stream, Settings);
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", VisibleText.Of(run.Name, limits.Text));
        Attribute(xml, "tests", checks.Count);
        Attribute(xml, "failures", checks.Count(c => c.Result == CheckResult.Failed));
        Attribute(xml, "errors", checks.Count(c => c.Result == CheckResult.Errored));
        Attribute(xml, "skipped", 0);
        Attribute(xml, "time", Seconds(run.FinishedAt - run.StartedAt ?? default));
        // The schema knows no zone: the time is UTC.
        Attribute(xml, "timestamp", run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        Attribute(xml, "hostname", "localhost");
        Attribute(xml, "id", 0);
        Attribute(xml, "package", ClassName(run));
        Properties(xml, run, limits);
        foreach (var check in checks) Case(xml, ClassName(run), check);
        xml.WriteElementString("system-out", string.Join('\n', Overview.Of(run).Select(line => $"{line.Name}: {line.Text}").Concat(run.Warnings.Take(limits.Rows).Select(w => VisibleText.Of(w, limits.Text)))));
        xml.WriteElementString("system-err", "");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Properties(XmlWriter xml, Run run, PageLimits limits)
    {
        xml.WriteStartElement("properties");
        foreach (var (name, value) in new[]
        {
            ("verdict", VerdictText.Word(run.Verdict.Kind)),
            ("run", run.Id),
            ("command", run.Command),
            ("seed", run.Load.Seed.ToString(CultureInfo.InvariantCulture)),
            (TradeText.Word(run.Words.Variant), run.System.Variant ?? ""),
            ("versions", run.Versions),
        })
        {
            xml.WriteStartElement("property");
            Attribute(xml, "name", name);
            Attribute(xml, "value", VisibleText.Of(value, limits.Text * 10));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, string className, RunCheck check)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", check.Name);
        Attribute(xml, "classname", className);
        Attribute(xml, "time", Seconds(check.Took));
        if (check.Result is not CheckResult.Passed)
        {
            xml.WriteStartElement(check.Result is CheckResult.Failed ? "failure" : "error");
            Attribute(xml, "message", check.Message);
            Attribute(xml, "type", check.Result is CheckResult.Failed ? "proved" : "undetermined");
            xml.WriteString(check.Details);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string ClassName(Run run) => $"faultline.{VisibleText.Of(run.Kind, 60)}";

    private static string Seconds(TimeSpan time) => Math.Max(0, time.TotalSeconds).ToString("0.###", CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, object value) =>
        xml.WriteAttributeString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
}
