using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Reporting.Junit;

/// <summary>What the test case of a check that is not valid says.</summary>
/// <param name="check">The check.</param>
/// <param name="words">What the trade calls things.</param>
/// <param name="limits">How much of each list and text is shown.</param>
internal sealed class CheckCase(CheckResult check, WorkloadWords words, PageLimits limits)
{
    /// <summary>Why, in one line.</summary>
    public string Message => Cut(CheckText.Why(check));

    /// <summary>The same in lines, and what proves it, by kind.</summary>
    public string Details => string.Join(
        '\n', [.. check.Reasons.Take(limits.Rows).Select(Cut), .. AnomalyGroup.Of(check.Proofs, limits).SelectMany(Lines)]);

    private IEnumerable<string> Lines(AnomalyGroup group)
    {
        var count = Figures.Count(group.Total) + Figures.Shown(group.Shown.Count, group.Total);
        return
        [
            $"{Cut(AnomalyText.Label(group.Kind))}: {count}. {Cut(AnomalyText.Meaning(group.Kind, words))}".TrimEnd(),
            .. group.Shown.Select(s => Line(s.Anomaly)),
        ];
    }

    private string Line(Anomaly a)
    {
        var operations = Figures.Counted(a.OperationsTotal, "operation", "operations");
        var window = Cut(AnomalyText.Windows(a));
        return $"{Cut(a.Entity)}: expected {Cut(a.Expected)}; found {Cut(a.Actual)}; fault window {window}; {operations}";
    }

    private string Cut(string text) => VisibleText.Of(text, limits.Text);
}
