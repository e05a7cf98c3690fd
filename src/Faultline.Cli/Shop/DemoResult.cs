using System.Text.Json;
using Faultline.Checking;
using Faultline.Cli.Terminal;
using Faultline.Experiments.Phases;
using Faultline.Experiments;
using Faultline.Reporting;
using Faultline.Reporting.Json;
using Spectre.Console;

namespace Faultline.Cli.Shop;

/// <summary>Both runs of a demo, side by side; null where it did not come to one.</summary>
internal sealed record DemoResult(FinishedRun? Naive, FinishedRun? Saga)
{
    /// <summary>Whether the naive checkout was found out and the correct one cleared.</summary>
    public bool AsExpected =>
        Naive?.Run.Verdict.Kind == VerdictKind.Inconsistent && Saga?.Run.Verdict.Kind == VerdictKind.Consistent;

    /// <summary>One object: <c>asExpected</c>, and a run as in <c>run.json</c> under <c>naive</c> and <c>saga</c>, or null.</summary>
    public void WriteJson(Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteBoolean("asExpected", AsExpected);
        foreach (var (name, finished) in new[] { ("naive", Naive), ("saga", Saga) })
        {
            writer.WritePropertyName(name);
            if (finished is null)
            {
                writer.WriteNullValue();
                continue;
            }

            using var document = new MemoryStream();
            RunJson.Write(finished.Run, document);
            writer.WriteRawValue(document.GetBuffer().AsSpan(0, (int)document.Length));
        }

        writer.WriteEndObject();
    }

    public void WriteText(IAnsiConsole console)
    {
        foreach (var (name, finished) in new[] { ("naive", Naive), ("saga", Saga) })
        {
            if (finished is null) continue;
            console.Write(new Rule($"checkout: {name}") { Justification = Justify.Left });
            new ResultText(console).Write(finished);
            console.WriteLine();
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("", "naive", "saga");
        Row("verdict", r => $"{VerdictText.Symbol(r.Verdict.Kind)} {VerdictText.Word(r.Verdict.Kind)}");
        Row("anomalies", r => r.Audit is { } audit ? Figures.Count(audit.Anomalies.Count) : "not audited");
        Row("checkouts", r => $"{Figures.Count(r.AllTransactions.Attempted)}, {Figures.Share(r.AllTransactions.SuccessRate)} succeeded");
        Row("kills delivered", r => $"{r.Faults.Count(f => f.Delivered)} of {r.Faults.Count}");
        console.Write(table);
        console.WriteLine(AsExpected
            ? "As expected: the naive checkout was found out, the saga was cleared."
            : "Not as expected: naive should be inconsistent, saga consistent.");

        void Row(string title, Func<Run, string> text) => table.AddRow(
            title,
            MarkupText.Cell(Naive is null ? "not run" : text(Naive.Run)),
            MarkupText.Cell(Saga is null ? "not run" : text(Saga.Run)));
    }
}
