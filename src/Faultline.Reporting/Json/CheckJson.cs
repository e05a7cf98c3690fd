using System.Text.Json;
using Faultline.Auditing;
using Faultline.Checking;

namespace Faultline.Reporting.Json;

/// <summary>Writes what a second audit of a stored run found, schema 1, with the members of <c>run.json</c>.</summary>
public static class CheckJson
{
    /// <summary>Writes to a stream and leaves it open.</summary>
    /// <param name="run">Name of the run's folder.</param>
    /// <param name="verdict">What the run proves.</param>
    /// <param name="audit">What the auditor found; null where the books were not read.</param>
    /// <param name="notes">What the reader should know before trusting the verdict.</param>
    /// <param name="recorded">The verdict in <c>run.json</c>; null where it holds none.</param>
    /// <param name="stream">Takes the object.</param>
    public static void Write(
        string run, Verdict verdict, AuditResult? audit, IReadOnlyList<string> notes, string? recorded, Stream stream)
    {
        var document = new CheckDocument(
            Schema: 1,
            run,
            VerdictText.Word(verdict.Kind),
            verdict.Reasons,
            [.. verdict.Checks.Select(CheckResultDocument.Of)],
            recorded,
            audit is null ? null : RunJson.Audit(audit),
            audit is null ? null : RunJson.BlindSpot(audit),
            RunJson.CountByKind(audit?.Anomalies ?? []),
            [.. (audit?.Anomalies ?? []).Select(RunJson.Anomaly)],
            [.. (audit?.Transients ?? []).Select(RunJson.Anomaly)],
            audit is null ? null : RunJson.WeakReads(audit),
            notes);
        JsonSerializer.Serialize(stream, document, ReportJson.Check);
    }
}
