using Faultline.Recovery;

namespace Faultline.Reporting;

/// <summary>Figures of recovery in words, the same in the terminal, on the page and in the text.</summary>
public static class RecoveryText
{
    /// <summary>What stands where the system was judged and was not back when the load ended.</summary>
    internal const string NotSteady = "not steady";

    /// <summary>From the start confirmed to steady.</summary>
    public static string StartToSteady(FaultRecovery recovery) => Steady(recovery, recovery.RecoveryFromHeal);

    /// <summary>From the death of the instance to steady.</summary>
    public static string KillToSteady(FaultRecovery recovery) => Steady(recovery, recovery.RecoveryFromInjection);

    /// <summary>Operations lost, in whole ones: it is an estimate.</summary>
    public static string Lost(FaultRecovery recovery) =>
        recovery.RequestsLost is { } lost ? Figures.Count((long)Math.Round(lost)) : Figures.None;

    /// <summary>Operations that were refused because of the fault, with their verb.</summary>
    internal static string Refused(FaultRecovery recovery) =>
        Figures.Counted((long)Math.Round(recovery.RequestsRefused ?? 0), "request was", "requests were");

    /// <summary>The deepest fall of what was served.</summary>
    public static string Dip(FaultRecovery recovery) => recovery.DipDepth is { } depth ? Figures.Share(depth) : Figures.None;

    private static string Steady(FaultRecovery recovery, TimeSpan? time) =>
        recovery.NeverSteady ? $"✗ {NotSteady}" : time is { } steady ? $"✓ {Figures.Seconds(steady.TotalSeconds)}" : Figures.Seconds(null);
}
