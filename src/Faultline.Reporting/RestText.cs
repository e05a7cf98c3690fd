using Faultline.Experiments;

namespace Faultline.Reporting;

/// <summary>How the state came to rest, in words.</summary>
internal static class RestText
{
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
