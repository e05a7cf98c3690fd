using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Histories;

namespace Faultline.Reporting.Junit;

/// <summary>
/// Takes a verdict apart into checks: all pass for a consistent run and for no other. What is proved wrong fails, what
/// keeps the run from proving anything is an error.
/// </summary>
internal static class RunChecks
{
    private const int MaxExamples = 3;

    /// <summary>The checks of a run, those that every run has first.</summary>
    public static IReadOnlyList<RunCheck> Of(Run run, PageLimits limits)
    {
        string Cut(string text) => VisibleText.Of(text, limits.Text);
        return
        [
            Books(run, Cut),
            RunCheck.Of("the run came to its planned end", Interrupted(run) is { } why ? Cut(why) : null),
            RunCheck.Of("the state stood still before it was judged", Unsettled(run.Converged)),
            RunCheck.Of("what was to be tested was tested", Untested(run)),
            RunCheck.Of($"{Cut(run.Words.Attempt.Many)} succeeded", run.AllTransactions.Succeeded > 0 ? null : $"None of {Cut(Figures.Counted(run.AllTransactions.Attempted, run.Words.Attempt))} succeeded."),
            RunCheck.Of("the blind spot is within its limit", Blind(run)),
            .. run.Faults.Index().Select(f => RunCheck.Of(
                $"fault {f.Index + 1}: {Cut(f.Item.Action)} {Cut(FaultText.Target(f.Item))} at {Cut(FaultText.Threshold(f.Item))}",
                Undelivered(f.Item) is { } why ? Cut(why) : null,
                f.Item.ReadyAt - f.Item.DownSince ?? default)),
            .. AnomalyGroup.Of(run.Audit?.Anomalies ?? [], limits).Select(group => NoneOf(group, run.Words, Cut)),
        ];
    }

    private static RunCheck Books(Run run, Func<string, string> cut) => new(
        "the books agree with the answers",
        run.Verdict.Kind switch
        {
            VerdictKind.Consistent => CheckResult.Passed,
            VerdictKind.Inconsistent => CheckResult.Failed,
            _ => CheckResult.Errored,
        },
        run.Verdict.Kind is VerdictKind.Consistent ? "" : Headline.Sentence(run),
        string.Join('\n', run.Verdict.Reasons.Select(cut)));

    private static string? Interrupted(Run run) => run switch
    {
        { Interrupted: { } cause } => $"The run was interrupted: {cause}",
        { FinishedAt: null } => "The run did not come to its end.",
        _ => null,
    };

    private static string? Unsettled(Convergence? converged) => converged switch
    {
        null => "The state was not read after the load.",
        { Reached: false } => $"The state had not come to rest {Figures.Seconds(converged.Seconds)} after the load.",
        { Unreadable: > 0 } => $"{Figures.Counted(converged.Unreadable, "entity", "entities")} could not be read after the load.",
        _ => null,
    };

    private static string? Untested(Run run) => run switch
    {
        { Coverage.Suffices: false } => $"{CoverageText.Line(run.Coverage, run.Words)}: {Figures.Share(Coverage.Least)} are needed.",
        { FinishedAt: null } => "The run did not come to its end, and what it would have tested is not known.",
        _ => null,
    };

    private static string? Blind(Run run) => run.Audit switch
    {
        null => "The books were not audited.",
        { } audit when !(audit.UnresolvedShare <= run.MaxBlindSpot) =>
            $"The outcomes of {Figures.Count(audit.UnresolvedAttempts)} of {Figures.Counted(audit.Attempts, "attempt", "attempts")} ({Figures.Share(audit.UnresolvedShare)}) stay unresolved, {Figures.Share(run.MaxBlindSpot)} are allowed.",
        _ => null,
    };

    private static string? Undelivered(FaultEvent fault) => fault switch
    {
        { Delivered: false } => $"It was not delivered{(fault.Error is { } why ? $": {why}" : ".")}",
        { Error: { } why } => $"It was not undone: {why}",
        { HealedAt: null } => "It was not undone.",
        _ => null,
    };

    private static RunCheck NoneOf(AnomalyGroup group, WorkloadWords words, Func<string, string> cut)
    {
        var shown = group.Shown.Select(s => s.Anomaly).ToArray();
        var examples = string.Join("; ", shown.Take(MaxExamples).Select(a => cut(a.Entity)));
        var lines = shown.Select(a =>
            $"{cut(a.Entity)}: expected {cut(a.Expected)}; found {cut(a.Actual)}; fault window {cut(AnomalyText.Windows(a))}; {Figures.Counted(a.OperationsTotal, "operation", "operations")}");
        return new RunCheck(
            $"no anomaly of the kind {cut(AnomalyText.Label(group.Kind))}",
            CheckResult.Failed,
            $"{Figures.Counted(group.Total, "anomaly", "anomalies")} proved, on {examples}{(group.Total > MaxExamples ? "; and others" : "")}. {cut(AnomalyText.Meaning(group.Kind, words))}".TrimEnd(),
            string.Join('\n', [.. lines, .. group.Shown.Count < group.Total ? [Figures.Shown(group.Shown.Count, group.Total).Trim(' ', '(', ')')] : Array.Empty<string>()]));
    }
}
