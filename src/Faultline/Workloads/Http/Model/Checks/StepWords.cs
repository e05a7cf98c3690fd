namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>The words that steps begin with.</summary>
internal static class StepWords
{
    /// <summary>All; no operation may be called so.</summary>
    public static IReadOnlyList<string> All { get; } = ["pick", "draw", "new", "pause", "retry"];

    /// <summary>How steps are written.</summary>
    public const string Forms = "pick NAME [of ENTITY] [!= OTHER], draw NAME 1..50, new NAME, pause [1s..2s], retry OPERATION [20%] [if unknown|failed]";
}
