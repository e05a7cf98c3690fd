using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Reporting;

/// <summary>The figures of a run in a line each, the same in the terminal and in <c>report.md</c>.</summary>
public static class Overview
{
    /// <summary>Why a load generator did not keep up.</summary>
    public static string Cause(GeneratorHealth generator) => generator.LatenessP99Ms > GeneratorHealth.LateMs
        ? $"users resumed {Figures.Milliseconds(generator.LatenessP99Ms)} late, since this machine had other work"
        : "it had no processor left";

    /// <summary>Name and text of each line; none for what was not measured.</summary>
    public static IEnumerable<(string Name, string Text)> Of(Run run)
    {
        var r = run.Requests;
        if (CoverageText.Line(run.Coverage, run.Words) is { } coverage) yield return ("coverage", coverage);
        yield return (TradeText.Attempts(run.Words), TradeText.Outcomes(run.AllTransactions));
        if (run.Transactions.Count > 1)
            foreach (var kind in run.Transactions) yield return ($"- {TradeText.Kind(kind.Kind)}", TradeText.Outcomes(kind));
        yield return ("requests", $"{Figures.Count(r.Scheduled)} scheduled, {Figures.Count(r.Sent)} sent, {Figures.Count(r.Ok)} ok, {Figures.Count(r.Failed)} failed, {Figures.Count(r.Unknown)} unknown, {Figures.PerSecond(r.PerSecond)}");
        yield return ("latency", $"{string.Join(", ", LatencyText.Of(r.LatencyMs))}; {Figures.Share(r.AnsweredShare)} answered");
        if (run.Section is { IsMeasured: true } section)
            yield return (TradeText.Word(section.Label), SectionText.Line(section));
        if (run.Audit is { } audit)
            yield return ("blind spot", $"{Figures.Count(audit.UnresolvedAttempts)} of {Figures.Count(audit.Attempts)} attempts unresolved ({Figures.Share(audit.UnresolvedShare)})");
        if (run.Audit is { } judged && ReadText.Summary(judged) is { } reads)
            yield return ("reads", reads);
        if (run.Audit is { } settled && RestText.OfTransients(settled) is { } late)
            yield return ("late", late);
        if (run.Converged is { } state)
            yield return ("books", RestText.Of(state));
        yield return ("generator", $"{Figures.Measure(run.Generator.CpuPercent)} % of a core, lateness p99 {Figures.Milliseconds(run.Generator.LatenessP99Ms)}, {Figures.Measure(run.Generator.PeakMemoryMb)} MB{(run.Generator.Saturated ? $", SATURATED: {Cause(run.Generator)}; rates and latencies show the generator's limits too" : "")}");
    }
}
