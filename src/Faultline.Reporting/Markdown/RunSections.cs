using System.Globalization;
using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Recovery;

namespace Faultline.Reporting.Markdown;

/// <summary>The sections of <c>report.md</c>.</summary>
/// <param name="run">The run.</param>
/// <param name="limits">How much of each list and text is shown.</param>
internal sealed class RunSections(Run run, PageLimits limits)
{
    private static readonly (string Name, string What)[] Files =
    [
        ("report.html", "the page: timeline, recovery, the operations behind each anomaly"),
        ("*.png", "its pictures: timeline, and recovery where there was any"),
        ("run.json", "everything, for programs"),
        ("junit.xml", "the checks, for CI"),
        ("history/part-*.parquet", "every operation"),
        ("books.json.gz", "the accounts before and after, from which faultline check judges again"),
        ("SHA256SUMS", "digests of these two and of run.json, by which damage to them is told"),
        ("timeline.csv", "a row a second"),
        ("faults.json", "what was killed when"),
        ("run.log", "what the tool did"),
    ];

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<Action<MarkdownPage>> InOrder => [Verdict, Notices, Overall, Checks, Faults, Anomalies, Failures, Warnings, Reproduce];

    private void Verdict(MarkdownPage page)
    {
        var verdict = run.Verdict;
        page.Heading(2, $"{VerdictText.Symbol(verdict.Kind)} {VerdictText.Word(verdict.Kind).ToUpperInvariant()}: {Code(run.Name)}");
        page.Block(Headline.Sentence(run));
        page.Bullets([.. verdict.Reasons.Take(limits.Rows).Select(Text), .. Rest(verdict.Reasons.Count)]);
    }

    private void Notices(MarkdownPage page)
    {
        if (run.Interrupted is { } cause) page.Block($"> **Interrupted.** {Text(cause)}");
        if (run.FinishedAt is null) page.Block("> **Unfinished.** This run did not come to its end; what follows is what was known when the report was written.");
        if (run.Generator.Saturated) page.Block($"> **Generator saturated:** {Overview.Cause(run.Generator)}. Rates and latencies show its limits too, not the system's alone.");
    }

    private void Overall(MarkdownPage page) => page.Table(["Figure", "Value"], Overview.Of(run).Select(line => new[] { Text(line.Name), MarkdownText.Of(line.Text) }));

    private void Checks(MarkdownPage page)
    {
        page.Heading(3, "Checks");
        page.Table(
            ["Check", "Class", "Result", "Why"],
            run.Verdict.Checks.Select(c => new[]
            {
                Code(c.Name), CheckText.Word(c.Class), CheckText.Result(c), Text(CheckText.Why(c)),
            }));
    }

    private void Faults(MarkdownPage page)
    {
        page.Heading(3, $"Faults and recovery{Shown(run.Recovery.Count)}");
        if (run.Recovery.Count == 0)
        {
            page.Block("No fault was planned.");
            return;
        }

        page.Bullets([.. run.Plan.Take(limits.Rows).Select(n => $"Plan: {Text(n)}"), .. Rest(run.Plan.Count)]);
        var shown = run.Recovery.Take(limits.Rows).ToArray();
        page.Table(
            ["Fault", "Trigger", "Killed at:", "Downtime:", "First failure after:", "Steady after restart:", "Requests lost:", "Deepest dip:"],
            shown.Select(Recovery));
        page.Bullets([.. shown.SelectMany(Remarks)]);
    }

    private string[] Recovery(FaultRecovery recovery)
    {
        var fault = recovery.Fault;
        return
        [
            $"{Text(fault.Action)} {Code(FaultText.Target(fault))}",
            Text(FaultText.Trigger(fault)),
            fault.Delivered ? Figures.Moment(fault.DownSince) : "**not delivered**",
            Figures.Seconds(recovery.Downtime?.TotalSeconds),
            Figures.Seconds(recovery.TimeToImpact?.TotalSeconds),
            RecoveryText.StartToSteady(recovery),
            RecoveryText.Lost(recovery),
            RecoveryText.Dip(recovery),
        ];
    }

    private IEnumerable<string> Remarks(FaultRecovery recovery)
    {
        if (recovery.Fault.Error is { } error) yield return Text($"{FaultText.Target(recovery.Fault)}: {error}");
        foreach (var note in FaultNotes.Of(recovery)) yield return Text(note);
    }

    private void Anomalies(MarkdownPage page)
    {
        page.Heading(3, "Anomalies");
        if (run.Audit is not { Anomalies: var anomalies } audit)
        {
            page.Block("The books were not audited, so nothing is known.");
            return;
        }

        if (anomalies.Count == 0) page.Block($"None was found in {Figures.Counted(audit.Transactions, "transaction", "transactions")} with {Figures.Counted(audit.Attempts, "attempt", "attempts")}.");
        var groups = AnomalyGroup.Of(anomalies, limits);
        foreach (var group in groups)
        {
            page.Block($"**{Text(AnomalyText.Label(group.Kind))}: {Figures.Count(group.Total)}**{Figures.Shown(group.Shown.Count, group.Total)}. {Meaning(group.Kind)}".TrimEnd());
            page.Table(
                ["Found on", "Expected", "Actual", "Fault window"],
                group.Shown.Select(s => s.Anomaly).Select(a => new[] { Code(a.Entity), Text(a.Expected), Text(a.Actual), Text(AnomalyText.Windows(a)) }));
        }

        var left = anomalies.Count - groups.Sum(g => g.Total);
        if (left > 0) page.Block($"{Figures.Count(left)} of further kinds are not shown.");
        WeakReads(page, audit);
    }

    private void WeakReads(MarkdownPage page, AuditResult audit)
    {
        if (audit.WeakReads.Count == 0) return;
        page.Heading(3, $"Weak reads{Shown(audit.WeakReads.Count)}");
        page.Block("Balances that were out of date when they were asked for, or older than what an earlier read had told. A system that answers before all its stores agree does that; it is no anomaly.");
        page.Table(
            ["Read of", "Told:", "Possible:", "At:", "Out of date by:", "Operation:"],
            audit.WeakReads.Take(limits.Rows).Select(r => new[]
            {
                Code(r.Entity), Figures.Count(r.Value), ReadText.Expected(r), Figures.Seconds(r.Sent.TotalSeconds),
                Figures.Seconds(r.OutOfDate.TotalSeconds), ReadText.Operation(r),
            }));
    }

    private void Failures(MarkdownPage page)
    {
        if (run.Failures.Count == 0) return;
        page.Heading(3, $"Operations that did not end ok{Shown(run.Failures.Count)}");
        page.Table(
            ["Count:", "Operation", "Outcome", "Status:", "Answer, as sampled"],
            run.Failures.Take(limits.Rows).Select(f => new[]
            {
                Figures.Count(f.Count), Text(f.Kind), $"{VerdictText.Symbol(f.Outcome)} {VerdictText.Word(f.Outcome)}",
                f.Status == 0 ? Figures.None : f.Status.ToString(CultureInfo.InvariantCulture), Code(f.Answer),
            }));
    }

    private void Warnings(MarkdownPage page)
    {
        if (run.Warnings.Count == 0) return;
        page.Heading(3, "Warnings");
        page.Bullets([.. run.Warnings.Take(limits.Rows).Select(Text), .. Rest(run.Warnings.Count)]);
    }

    private void Reproduce(MarkdownPage page)
    {
        page.Heading(3, "Reproduce");
        if (run.Command.Length > 0) page.Block(MarkdownText.Block(run.Command, "sh", limits.Text * 10));
        page.Bullets(
        [
            $"{Text(run.Kind)} test, started {Figures.Utc(run.StartedAt)}, {(run.FinishedAt is { } end ? $"finished {Figures.Utc(end)}" : "unfinished")}",
            $"seed {run.Load.Seed}, population {Text(run.Load.Population)}, {Figures.Count(run.Load.Users)} users, {Figures.Measure(run.Load.SpawnRate)} more per second, {Figures.Seconds(run.Load.RuntimeSeconds)}{(run.Load.Behaviour is { } users ? $", {Text(BehaviourText.Line(users))}" : "")}",
            $"system {(run.System.Project.Length == 0 ? "not named" : Code(run.System.Project))}, host {Text(run.System.Host)}{(run.System.Variant is { } variant ? $", {Text(run.Words.Variant)} {Code(variant)}" : "")}{(run.System.Bug is { } bug ? $" with the bug {Code(bug)}" : "")}{Services()}",
            Text(run.Versions),
        ]);
        page.Block($"Files in {Code(run.Id)}:");
        page.Bullets([.. Files.Select(file => $"`{file.Name}`: {file.What}")]);
    }

    private string Meaning(string kind) => AnomalyText.Meaning(kind, run.Words) is { Length: > 0 } meaning ? Text(meaning) : "";

    private string Services() => string.Concat(run.System.Services.Take(limits.Rows).Select(s => $", {Code(s.Name)} × {s.Instances}"));

    private string Shown(int total) => Figures.Shown(Math.Min(total, limits.Rows), total);

    private string[] Rest(int total) => total > limits.Rows ? [Shown(total).Trim(' ', '(', ')')] : [];

    private string Text(string? text) => MarkdownText.Of(text, limits.Text);

    private string Code(string? text) => MarkdownText.Code(text, limits.Text);
}
