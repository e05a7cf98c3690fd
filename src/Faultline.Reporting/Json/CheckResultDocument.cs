using Faultline.Checking;

namespace Faultline.Reporting.Json;

/// <summary>One of the checks that the verdict follows from. Its proofs stand in full among the anomalies.</summary>
internal sealed record CheckResultDocument(
    string Name, string Class, string Result, IReadOnlyList<string> Reasons, IReadOnlyList<ProofDocument> Proofs)
{
    public static CheckResultDocument Of(CheckResult check) => new(
        check.Name,
        CheckText.Word(check.Class),
        CheckText.Word(check.Result),
        check.Reasons,
        [.. check.Proofs.Select(a => new ProofDocument(a.Kind, a.Entity))]);
}

/// <summary>An anomaly by what tells it from all others.</summary>
internal sealed record ProofDocument(string Kind, string Entity);
