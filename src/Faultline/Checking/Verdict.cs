using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>What a run proved.</summary>
public enum VerdictKind
{
    /// <summary>Real operations succeeded and everything checked holds.</summary>
    Consistent,

    /// <summary>Nothing is proved, for the reasons given.</summary>
    Undetermined,

    /// <summary>At least one anomaly is proved.</summary>
    Inconsistent,
}

/// <summary>The verdict and its reasons, in sentences.</summary>
public sealed record Verdict(VerdictKind Kind, IReadOnlyList<string> Reasons)
{
    /// <summary>Checks whose reasons are told where all hold, in this order: what a consistent run rests on.</summary>
    private static readonly string[] Confirming = [BooksCheck.Id, BlindSpotCheck.Id, FaultsDeliveredCheck.Id, StateAtRestCheck.Id];

    /// <summary>The checks that it follows from.</summary>
    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    /// <summary>
    /// Whether every rule is met, which the verdict itself does not depend on. A rule of which nobody can tell is not met.
    /// </summary>
    public bool RulesHold => Checks.All(c => c is { Class: CheckClass.Data } or { Result: Validity.Valid });

    /// <summary>The verdict on several runs together: the worst of them.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static VerdictKind Join(IEnumerable<VerdictKind> verdicts) => verdicts.Max();

    /// <summary>
    /// Judges a run. A proof stands however the run ended, since the auditor gives none that the state it was shown cannot
    /// bear; consistent needs every check of the data to hold.
    /// </summary>
    /// <param name="audit">What the auditor found, or null where the books were not audited.</param>
    /// <param name="conditions">How the run went.</param>
    public static Verdict Judge(AuditResult? audit, RunConditions conditions) => Of(CheckList.Judge(new CheckedRun(audit, conditions)));

    /// <summary>The verdict on a run of which nothing is left that it could be judged by.</summary>
    /// <param name="reason">Why, in a sentence.</param>
    public static Verdict Unjudged(string reason) => Of(CheckList.Unanswered(reason));

    /// <summary>The worst of the checks of data; without any, nothing is proved.</summary>
    public static Verdict Of(IReadOnlyList<CheckResult> checks)
    {
        var kind = checks.Where(c => c.Class is CheckClass.Data).Select(c => c.Result).DefaultIfEmpty(Validity.Unknown).Max() switch
        {
            Validity.Valid => VerdictKind.Consistent,
            Validity.Unknown => VerdictKind.Undetermined,
            Validity.Invalid => VerdictKind.Inconsistent,
        };
        IEnumerable<string> reasons =
        [
            .. kind is VerdictKind.Consistent ? Confirmations(checks) : [],
            .. ReasonsOf(CheckClass.Data, Validity.Invalid),
            .. ReasonsOf(CheckClass.Data, Validity.Unknown),
            .. ReasonsOf(CheckClass.Rule, Validity.Invalid),
            .. ReasonsOf(CheckClass.Rule, Validity.Unknown),
        ];

        // What keeps one check from an answer often keeps others from it too, and is told once.
        return new Verdict(kind, [.. reasons.Distinct(StringComparer.Ordinal)]) { Checks = checks };

        IEnumerable<string> ReasonsOf(CheckClass ofClass, Validity result) =>
            checks.Where(c => c.Class == ofClass && c.Result == result).SelectMany(c => c.Reasons);
    }

    private static IEnumerable<string> Confirmations(IReadOnlyList<CheckResult> checks) =>
        Confirming.SelectMany(name => checks.Where(c => c.Name == name)).SelectMany(c => c.Reasons);
}
