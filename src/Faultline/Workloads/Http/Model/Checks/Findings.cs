namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>Collects what is found in a model.</summary>
internal sealed class Findings
{
    private readonly List<ModelFinding> _all = [];

    /// <summary>All of it, in the order in which it was found.</summary>
    public IReadOnlyList<ModelFinding> All => _all;

    /// <summary>Notes an error.</summary>
    public void Error(string message, object part, string member = "", string? hint = null) =>
        _all.Add(new ModelFinding(IsError: true, message, part) { Member = member, Hint = hint });

    /// <summary>Notes a warning.</summary>
    public void Warn(string message, object part, string member = "", string? hint = null) =>
        _all.Add(new ModelFinding(IsError: false, message, part) { Member = member, Hint = hint });
}
