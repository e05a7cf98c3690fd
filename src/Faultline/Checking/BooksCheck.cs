using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>The result of the auditor: an anomaly is a proof, and finding none is one only where all could be judged.</summary>
internal sealed class BooksCheck : ICheck
{
    /// <summary>Name of the check.</summary>
    public const string Id = "books";

    public string Name => Id;

    public CheckClass Class => CheckClass.Data;

    public string Meaning => "The books agree with the answers.";

    /// <summary>What must hold before finding nothing says anything.</summary>
    private static readonly ICheck[] Grounds =
    [
        new AttemptsJudgedCheck(),
        new StateAtRestCheck(),
        new FaultsHealedCheck(),
        new OperationsRecordedCheck(),
        new AccountsReadableCheck(),
        new AuditCompleteCheck(),
    ];

    public CheckResult Judge(CheckedRun run)
    {
        if (run.Audit is { Anomalies: { Count: > 0 } anomalies }) return this.Invalid([.. Proofs(anomalies)], anomalies);

        string[] missing =
        [
            .. Grounds.Select(g => g.Judge(run)).Where(g => g.Result is not Validity.Valid).SelectMany(g => g.Reasons)
                .Distinct(StringComparer.Ordinal),
        ];
        if (run.Audit is not { } audit || missing.Length > 0) return this.Unknown(missing);

        var attempts = Figures.Count(audit.Attempts, "attempt", "attempts");
        var transactions = Figures.Count(audit.Transactions, "transaction", "transactions");
        return this.Valid(
            $"All balances agree with the answers to {attempts} at {transactions}, {run.Conditions.Succeeded:N0} of them ok.");
    }

    /// <summary>One sentence per kind of anomaly.</summary>
    private static IEnumerable<string> Proofs(IReadOnlyList<Anomaly> anomalies) =>
        anomalies
            .GroupBy(a => a.Kind)
            // What is proved of single transactions says most.
            .OrderBy(g => g.All(a => a.Implicated))
            .ThenByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(Proof);

    private static string Proof(IGrouping<string, Anomaly> kind)
    {
        var example = kind.First();
        var others = kind.Count() == 1 ? "" : Figures.Text($" and {Figures.Count(kind.Count() - 1, "other", "others")}");
        return Figures.Text(
            $"{kind.Key} is proved on {example.Entity}{others}: expected {example.Expected}; found {example.Actual}.");
    }
}
