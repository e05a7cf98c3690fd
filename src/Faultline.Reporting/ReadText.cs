using Faultline.Auditing;

namespace Faultline.Reporting;

/// <summary>Reads made before the books stood still, in words.</summary>
public static class ReadText
{
    /// <summary>How many reads were judged and how many of them were weak; null where there were none.</summary>
    public static string? Summary(AuditResult audit) => audit switch
    {
        { ReadsJudged: 0 } => null,
        { WeakReads.Count: 0 } => $"{Judged(audit)}, none of them weak",
        _ => $"{Judged(audit)}, {Figures.Count(audit.WeakReads.Count)} of them weak, out of date by up to {Figures.Seconds(Stalest(audit).TotalSeconds)}",
    };

    // Readings of the accounts after the load are among them, where a later one told something else.
    private static string Judged(AuditResult audit) =>
        $"{Figures.Counted(audit.ReadsJudged, "read", "reads")} judged, made before the books stood still";

    /// <summary>By how long at least the most outdated balance was out of date.</summary>
    public static TimeSpan Stalest(AuditResult audit) => audit.WeakReads.Count == 0 ? TimeSpan.Zero : audit.WeakReads[0].OutOfDate;

    /// <summary>What was possible when it was read.</summary>
    public static string Expected(WeakRead read) => read.Least >= read.Most ? Figures.Count(read.Most) : $"{Figures.Count(read.Least)} to {Figures.Count(read.Most)}";

    /// <summary>The operation that read it.</summary>
    public static string Operation(WeakRead read) => read.Operation < 0 ? "after the load" : Figures.Count(read.Operation);
}
