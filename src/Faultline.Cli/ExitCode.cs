using Faultline.Auditing;

namespace Faultline.Cli;

/// <summary>The documented exit codes.</summary>
internal static class ExitCode
{
    public const int Consistent = 0;
    public const int Inconsistent = 1;
    public const int Undetermined = 2;

    /// <summary>Bad usage or configuration.</summary>
    public const int Usage = 64;

    /// <summary>Docker, target or port unavailable, or the system is busy with another run.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the tool itself.</summary>
    public const int Internal = 70;

    public static int For(Verdict verdict) => For(verdict.Kind);

    /// <summary>The code of a verdict's kind.</summary>
    public static int For(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Consistent => Consistent,
        VerdictKind.Inconsistent => Inconsistent,
        VerdictKind.Undetermined => Undetermined,
    };
}
