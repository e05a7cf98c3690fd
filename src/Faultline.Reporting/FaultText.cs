using System.Globalization;
using Faultline.Faults;

namespace Faultline.Reporting;

/// <summary>Faults in words.</summary>
public static class FaultText
{
    /// <summary>The instance, or the service where none was chosen.</summary>
    public static string Target(FaultEvent fault) => fault.Instance ?? fault.Service;

    /// <summary>What made it due, as configured: <c>users ≥ 300</c>.</summary>
    public static string Threshold(FaultEvent fault) => $"{fault.Trigger.Type} ≥ {Value(fault.Trigger.Threshold)}";

    /// <summary>What made it due, and the value that crossed the threshold.</summary>
    public static string Trigger(FaultEvent fault) =>
        Threshold(fault) + (fault.TriggeredAt is null ? ", never fired" : $", at {Value(fault.Trigger.Value)}");

    /// <summary>In one line: what was planned, whether it took place, and for how long.</summary>
    internal static string Line(int number, FaultEvent fault)
    {
        var took = fault switch
        {
            { Delivered: false } => "not delivered",
            { ReadyAt: null } => "not ready again",
            _ => $"down for {Figures.Seconds((fault.ReadyAt - fault.DownSince)?.TotalSeconds)}",
        };
        return $"fault {number}: {fault.Action} {Target(fault)} at {Threshold(fault)}, {took}{(fault.Error is { } why ? $": {why}" : "")}";
    }

    // As it was configured, where three digits might not be what was written.
    private static string Value(double value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);
}
