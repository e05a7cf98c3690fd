using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Faults.Triggers;
using Faultline.Load;
using Faultline.Load.Models;

namespace Faultline.Tests.Faults;

/// <summary>Loads as an experiment tells them to a plan.</summary>
internal static class PlannedLoads
{
    public static PlannedLoad Of(int users, TimeSpan runtime, double spawnRate) =>
        new Experiment { Name = "a", Load = new LoadPlan { Model = new ClosedModel(users, spawnRate), Runtime = runtime }, Faults = FaultPlan.None }.PlannedLoad;
}
