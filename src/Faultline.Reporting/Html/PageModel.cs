using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Reporting.Html;

/// <summary>What the parts of the page share: the run, the limits, and the anomalies chosen to be shown.</summary>
internal sealed class PageModel
{
    private readonly Dictionary<long, Operation> _operations = [];

    public PageModel(Run run, PageLimits limits)
    {
        (Run, Limits) = (run, limits);
        foreach (var operation in run.Evidence)
            _operations[operation.Id] = operation;
        Groups = AnomalyGroup.Of(run.Audit?.Anomalies ?? [], limits);
    }

    public Run Run { get; }

    public PageLimits Limits { get; }

    /// <summary>Anomalies by kind, the most frequent kind first.</summary>
    public IReadOnlyList<AnomalyGroup> Groups { get; }

    /// <summary>A text from outside, made visible and cut to the limit of the page.</summary>
    public string Cut(string? text) => text is null ? Figures.None : VisibleText.Of(text, Limits.Text);

    /// <summary>The first items of a list, up to the limit of rows.</summary>
    public IEnumerable<T> Rows<T>(IReadOnlyList<T> items) => items.Take(Limits.Rows);

    /// <summary>" (N of M shown)", or nothing where all are.</summary>
    public string Shown(int total) => Shown(Math.Min(total, Limits.Rows), total);

    /// <summary>" (N of M shown)", or nothing where all are.</summary>
    public static string Shown(int shown, int total) => Figures.Shown(shown, total);

    /// <summary>The kept operations of an anomaly in order of time, up to the limit.</summary>
    public IReadOnlyList<Operation> Operations(Anomaly anomaly) =>
    [
        .. anomaly.Operations.Distinct().Where(_operations.ContainsKey).Select(id => _operations[id])
            .OrderBy(operation => operation.Sent).Take(Limits.Operations),
    ];
}
