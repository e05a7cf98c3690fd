using Faultline.Checking;

namespace Faultline.Reporting;

/// <summary>Words and symbols for the checks of a run, the same in the terminal, in the files and on the page.</summary>
public static class CheckText
{
    /// <summary>The class in lower case, as the files name it.</summary>
    public static string Word(CheckClass ofClass) => ofClass switch
    {
        CheckClass.Data => "data",
        CheckClass.Rule => "rule",
    };

    /// <summary>The result in lower case, as the files name it.</summary>
    public static string Word(Validity result) => result switch
    {
        Validity.Valid => "valid",
        Validity.Unknown => "unknown",
        Validity.Invalid => "invalid",
    };

    /// <summary>A symbol that tells results apart without colour.</summary>
    public static string Symbol(Validity result) => result switch
    {
        Validity.Valid => "✓",
        Validity.Unknown => "?",
        Validity.Invalid => "✗",
    };

    /// <summary>Symbol and word.</summary>
    public static string Result(CheckResult check) => $"{Symbol(check.Result)} {Word(check.Result)}";

    /// <summary>Why it does not hold, or else what holds: the figures that this rests on stand elsewhere. In sentences.</summary>
    public static string Why(CheckResult check) => check.Result switch
    {
        Validity.Valid => check.Meaning,
        Validity.Unknown or Validity.Invalid => string.Join(' ', check.Reasons),
    };

    /// <summary>All of them by name, each with its symbol, in one line.</summary>
    public static string Line(IReadOnlyList<CheckResult> checks) => string.Join(", ", checks.Select(c => $"{Symbol(c.Result)} {c.Name}"));
}
