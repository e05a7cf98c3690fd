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

    // As it was configured, where three digits might not be what was written.
    private static string Value(double value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);
}
