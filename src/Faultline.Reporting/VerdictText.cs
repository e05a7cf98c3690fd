using Faultline.Checking;
using Faultline.Histories;

namespace Faultline.Reporting;

/// <summary>Words and symbols for verdicts and outcomes, the same in the terminal, in the files and on the page.</summary>
public static class VerdictText
{
    /// <summary>The verdict in lower case, as the files name it.</summary>
    public static string Word(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Consistent => "consistent",
        VerdictKind.Inconsistent => "inconsistent",
        VerdictKind.Undetermined => "undetermined",
    };

    /// <summary>A symbol that tells verdicts apart without colour.</summary>
    public static string Symbol(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Consistent => "✓",
        VerdictKind.Inconsistent => "✗",
        VerdictKind.Undetermined => "?",
    };

    /// <summary>The outcome in lower case, as the files name it.</summary>
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Ok => "ok",
        Outcome.Failed => "failed",
        Outcome.Unknown => "unknown",
    };

    /// <summary>A symbol that tells outcomes apart without colour.</summary>
    public static string Symbol(Outcome outcome) => outcome switch
    {
        Outcome.Ok => "✓",
        Outcome.Failed => "✗",
        Outcome.Unknown => "?",
    };
}
