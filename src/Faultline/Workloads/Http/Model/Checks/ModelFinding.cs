namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>Something that is wrong with a model, or that its author should know.</summary>
/// <param name="IsError">Whether nothing can be run with it.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Part">The part of the model that it is about.</param>
internal sealed record ModelFinding(bool IsError, string Message, object Part)
{
    /// <summary>The member of the part, as a file names it; empty for the part itself.</summary>
    public string Member { get; init; } = "";

    /// <summary>What would be right, or null.</summary>
    public string? Hint { get; init; }
}
