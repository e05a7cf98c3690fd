using Faultline.Checking;

namespace Faultline.Cli.Common;

/// <summary>The documented exit codes.</summary>
internal static class ExitCode
{
    public const int Consistent = 0;
    public const int Inconsistent = 1;
    public const int Undetermined = 2;

    /// <summary>The run is consistent, and a rule that a person gave is not met.</summary>
    public const int RuleNotMet = 3;

    /// <summary>Bad usage or configuration.</summary>
    public const int Usage = 64;

    /// <summary>Docker, target or port unavailable, or the system is busy with another run.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the tool itself.</summary>
    public const int Internal = 70;

    /// <summary>The code of the worst of some verdicts.</summary>
    public static int For(params IReadOnlyList<Verdict> verdicts) => Verdict.Join(verdicts.Select(v => v.Kind)) switch
    {
        VerdictKind.Consistent => verdicts.All(v => v.RulesHold) ? Consistent : RuleNotMet,
        VerdictKind.Inconsistent => Inconsistent,
        VerdictKind.Undetermined => Undetermined,
    };
}
