using Faultline.Auditing;
using Faultline.Experiments;

namespace Faultline.Reporting;

/// <summary>How the state came to rest, in words.</summary>
public static class RestText
{
    /// <summary>What was wrong at the first reading and had come right by the last, with how long that took at most; null where there was none.</summary>
    public static string? OfTransients(AuditResult audit)
    {
        if (audit.Transients.Count == 0) return null;
        var longest = audit.Transients.Max(t => t.Duration);
        var within = longest is { } time ? $", at most {Figures.Seconds(time.TotalSeconds)} after the last operation" : "";
        return $"{Figures.Counted(audit.Transients.Count, "finding", "findings")} of the first reading had come right by the last{within}";
    }

    /// <summary>For example <c>stood still 5.2 s after the load; 71,467 accounts were read, 2,011 readings were repeated in 2 more passes</c>.</summary>
    public static string Of(Convergence state)
    {
        var rest = $"{(state.Reached ? "stood still" : "did not stand still")} {Figures.Seconds(state.Seconds)} after the load";
        if (state.Read == 0) return rest;
        var again = state.Sweeps <= 1
            ? ""
            : $", {Figures.Counted(state.ReadAgain, "reading was", "readings were")} repeated in {Figures.Counted(state.Sweeps - 1, "more pass", "more passes")}";
        return $"{rest}; {Figures.Counted(state.Read, "account was", "accounts were")} read{again}";
    }
}
