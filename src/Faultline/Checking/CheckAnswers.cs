using Faultline.Auditing;

namespace Faultline.Checking;

/// <summary>The three answers of a check, under its name. Figures read the same in every culture.</summary>
internal static class CheckAnswers
{
    /// <summary>It holds; the sentences tell what that rests on.</summary>
    public static CheckResult Valid(this ICheck check, params FormattableString[] reasons) =>
        check.Of(Validity.Valid, [.. reasons.Select(Figures.Text)]);

    /// <summary>Nobody can tell, for a reason.</summary>
    public static CheckResult Unknown(this ICheck check, FormattableString reason) => check.Unknown([Figures.Text(reason)]);

    /// <summary>Nobody can tell, for reasons.</summary>
    public static CheckResult Unknown(this ICheck check, IReadOnlyList<string> reasons) => check.Of(Validity.Unknown, reasons);

    /// <summary>It is proved not to hold.</summary>
    public static CheckResult Invalid(this ICheck check, IReadOnlyList<string> reasons, IReadOnlyList<Anomaly> proofs) =>
        check.Of(Validity.Invalid, reasons) with { Proofs = proofs };

    private static CheckResult Of(this ICheck check, Validity result, IReadOnlyList<string> reasons) =>
        new(check.Name, check.Class, check.Meaning, result) { Reasons = reasons };
}
