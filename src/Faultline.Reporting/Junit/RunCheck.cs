namespace Faultline.Reporting.Junit;

/// <summary>How a check ended, in the words of JUnit.</summary>
internal enum CheckResult
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It is proved not to hold.</summary>
    Failed,

    /// <summary>Nothing is proved: an error, never a pass.</summary>
    Errored,
}

/// <summary>One part of a verdict, which CI shows as a test case.</summary>
/// <param name="Name">What holds where it passes.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Message">Why it did not pass, in a sentence; empty where it did.</param>
/// <param name="Details">More of that, in lines.</param>
/// <param name="Took">How long it took, for a fault its downtime.</param>
internal sealed record RunCheck(
    string Name, CheckResult Result = CheckResult.Passed, string Message = "", string Details = "", TimeSpan Took = default)
{
    /// <summary>A check that passes where there is no reason why not, and else proves nothing.</summary>
    public static RunCheck Of(string name, string? unproved, TimeSpan took = default) =>
        unproved is null ? new RunCheck(name, Took: took) : new RunCheck(name, CheckResult.Errored, unproved, Took: took);
}
