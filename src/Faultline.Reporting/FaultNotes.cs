using Faultline.Recovery;

namespace Faultline.Reporting;

/// <summary>What a reader must know beside the figures of recovery, the same in the terminal, on the page and in the text.</summary>
public static class FaultNotes
{
    private const int Named = 3;

    /// <summary>What was not measured and why, what was refused beside what was lost, and which faults stood at the same time, as sentences.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<FaultRecovery> recoveries) => [.. recoveries.SelectMany(Of)];

    internal static IEnumerable<string> Of(FaultRecovery recovery)
    {
        var who = FaultText.Target(recovery.Fault);
        if (recovery.Unmeasured is { } unmeasured) yield return $"{who}: {unmeasured}";
        if (recovery.RequestsRefused >= 0.5)
            yield return $"{who}: besides, {RecoveryText.Refused(recovery)} refused (4xx) in words, or in a number, seen only while a fault stood; a refusal is not among the lost.";
        if (recovery.Fault.WasToStay && recovery.Downtime is not null)
            yield return $"{who}: it was to stay down until the load was over, so its downtime is no recovery.";
        if (recovery.Overlaps.Count > 0)
        {
            var others = string.Join(", ", recovery.Overlaps.Take(Named)) + (recovery.Overlaps.Count > Named ? $" and {recovery.Overlaps.Count - Named} more" : "");
            yield return $"{who}: the fault of {others} stood at the same time; failures, losses and the dip may be of either.";
        }
    }
}
