using System.Text.Json;
using Faultline.Experiments;
using Faultline.Faults;

namespace Faultline.Reporting.Json;

/// <summary>Writes <c>faults.json</c>: every planned fault and its times, as in <c>run.json</c>.</summary>
public static class FaultsJson
{
    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(Run run, string path) => AtomicFile.Write(path, stream => Write(run, stream));

    /// <summary>Writes to a stream and leaves it open.</summary>
    public static void Write(Run run, Stream stream)
    {
        var document = new FaultsDocument(1, run.Id, run.StartedAt, [.. run.Faults.Select(fault => Fault(run, fault))]);
        JsonSerializer.Serialize(stream, document, ReportJson.Faults);
    }

    internal static FaultDocument Fault(Run run, FaultEvent fault) => new(
        new(fault.Trigger.Type, fault.Trigger.Threshold, fault.TriggeredAt is null ? null : fault.Trigger.Value),
        fault.Action,
        fault.Service,
        fault.Instance,
        fault.RecoveryTime,
        run.StartedAt + fault.TriggeredAt,
        run.StartedAt + fault.CalledAt,
        run.StartedAt + fault.InjectedAt,
        FirstFailureAt: null,
        run.StartedAt + fault.HealedAt,
        run.StartedAt + fault.ReadyAt,
        FirstSuccessAt: null,
        SteadyAt: null,
        fault.Delivered,
        fault.Error);

    internal static RecoveryDocument Recovery(FaultEvent fault)
    {
        var recovery = FaultRecovery.Of(fault);
        return new(
            fault.Service,
            fault.Instance,
            recovery.Downtime?.TotalSeconds,
            recovery.Restart?.TotalSeconds,
            recovery.TriggerToCall?.TotalMilliseconds);
    }
}
