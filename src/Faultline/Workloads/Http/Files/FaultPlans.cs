using Faultline.Configuration;
using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Faults.Triggers;

namespace Faultline.Workloads.Http.Files;

/// <summary>Makes the plan of the faults that an experiment's file names.</summary>
internal static class FaultPlans
{
    /// <summary>The plan for a load of so many users and this length, of which thresholds may be shares.</summary>
    public static FaultPlan Of(ExperimentFile file, int users, TimeSpan runtime) =>
        new([.. file.Faults.Select(fault => Rule(fault, users, runtime))]) { Origin = file.Path };

    private static FaultRule Rule(FaultSpec fault, int users, TimeSpan runtime) => new(
        TriggerOf(fault, users, runtime),
        new KillAction(),
        new FaultTarget(fault.Services, fault.Count) { ServicePlaces = fault.ServicePlaces },
        fault.Recover?.TotalSeconds ?? 0)
    {
        Place = fault.Place,
    };

    private static Trigger TriggerOf(FaultSpec fault, int users, TimeSpan runtime) => fault.Moment switch
    {
        FaultMoment.Users => new UsersTrigger(fault.IsShare ? ShareText.Of(fault.At * 100, users) : fault.At),
        FaultMoment.Time => new TimeTrigger(fault.IsShare ? runtime.TotalSeconds * fault.At : fault.At),
        FaultMoment.RequestsPerSecond => new RpsTrigger(fault.At),
    };
}
