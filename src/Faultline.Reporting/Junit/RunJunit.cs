using System.Globalization;
using System.Text;
using System.Xml;
using Faultline.Checking;
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
        var checks = run.Verdict.Checks;
        using var xml = XmlWriter.Create(stream, Settings);
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", VisibleText.Of(run.Name, limits.Text));
        Attribute(xml, "tests", checks.Count);
        Attribute(xml, "failures", checks.Count(c => c.Result is Validity.Invalid));
        Attribute(xml, "errors", checks.Count(c => c.Result is Validity.Unknown));
        Attribute(xml, "skipped", 0);
        Attribute(xml, "time", Seconds(run.FinishedAt - run.StartedAt ?? default));
        // The schema knows no zone: the time is UTC.
        Attribute(xml, "timestamp", run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        Attribute(xml, "hostname", "localhost");
        Attribute(xml, "id", 0);
        Attribute(xml, "package", ClassName(run));
        Properties(xml, run, limits);
        foreach (var check in checks) Case(xml, ClassName(run), check, new CheckCase(check, run.Words, limits));
        xml.WriteElementString("system-out", string.Join('\n', Told(run, limits)));
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

    private static void Case(XmlWriter xml, string className, CheckResult check, CheckCase text)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", check.Name);
        Attribute(xml, "classname", className);
        // What a check rests on takes the whole run; it takes no time of its own.
        Attribute(xml, "time", Seconds(default));
        var (element, type) = check.Result switch
        {
            Validity.Valid => (null, null),
            Validity.Unknown => ("error", "undetermined"),
            Validity.Invalid => ("failure", check.Class is CheckClass.Data ? "proved" : "rule"),
        };
        if (element is not null)
        {
            xml.WriteStartElement(element);
            Attribute(xml, "message", text.Message);
            Attribute(xml, "type", type!);
            xml.WriteString(text.Details);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static IEnumerable<string> Told(Run run, PageLimits limits) =>
    [
        .. Overview.Of(run).Select(line => $"{line.Name}: {line.Text}"),
        .. run.Faults.Take(limits.Rows).Index().Select(f => VisibleText.Of(FaultText.Line(f.Index + 1, f.Item), limits.Text)),
        .. run.Warnings.Take(limits.Rows).Select(w => VisibleText.Of(w, limits.Text)),
    ];

    private static string ClassName(Run run) => $"faultline.{VisibleText.Of(run.Kind, 60)}";

    private static string Seconds(TimeSpan time) => Math.Max(0, time.TotalSeconds).ToString("0.###", CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, object value) =>
        xml.WriteAttributeString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
}
