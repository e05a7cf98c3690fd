using System.Text.Json;
using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Storage;
using Faultline.Recovery;

namespace Faultline.Reporting.Json;

/// <summary>Writes <c>faults.json</c>: every planned fault and its times, as in <c>run.json</c>.</summary>
public static class FaultsJson
{
    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(Run run, string path) => AtomicFile.Write(path, stream => Write(run, stream));

    /// <summary>Writes to a stream and leaves it open.</summary>
    public static void Write(Run run, Stream stream)
    {
        var document = new FaultsDocument(1, run.Id, run.StartedAt, [.. run.Recovery.Select(recovery => Fault(run, recovery))]);
        JsonSerializer.Serialize(stream, document, ReportJson.Faults);
    }

    internal static FaultDocument Fault(Run run, FaultRecovery recovery) => Fault(run, recovery, recovery.Fault);

    private static FaultDocument Fault(Run run, FaultRecovery recovery, FaultEvent fault) => new(
        new(fault.Trigger.Type, fault.Trigger.Threshold, fault.TriggeredAt is null ? null : fault.Trigger.Value),
        fault.Action,
        fault.Service,
        fault.Instance,
        fault.RecoveryTime,
        run.StartedAt + fault.TriggeredAt,
        run.StartedAt + fault.CalledAt,
        run.StartedAt + fault.InjectedAt,
        run.StartedAt + fault.DiedAt,
        run.StartedAt + recovery.FirstFailureAt,
        run.StartedAt + fault.HealedAt,
        run.StartedAt + fault.ReadyAt,
        run.StartedAt + recovery.FirstSuccessAt,
        run.StartedAt + recovery.SteadyAt,
        fault.Delivered,
        fault.Error);

    internal static RecoveryDocument Recovery(FaultRecovery recovery) => new(
        recovery.Fault.Service,
        recovery.Fault.Instance,
        recovery.TriggerToCall?.TotalMilliseconds,
        recovery.TimeToImpact?.TotalSeconds,
        recovery.Downtime?.TotalSeconds,
        recovery.Restart?.TotalSeconds,
        recovery.RecoveryFromInjection?.TotalSeconds,
        recovery.RecoveryFromHeal?.TotalSeconds,
        recovery.RequestsLost,
        recovery.RequestsRefused,
        recovery.DipDepth,
        recovery.NeverSteady,
        recovery.Unmeasured,
        recovery.Overlaps);
}
