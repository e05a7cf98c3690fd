using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Load;

namespace Faultline.Tests.Faults;

/// <summary>Loads as an experiment tells them to a plan.</summary>
internal static class PlannedLoads
{
    public static PlannedLoad Of(int users, TimeSpan runtime, double spawnRate) =>
        new Experiment { Name = "a", Load = new ClosedModel { Users = users, Runtime = runtime, SpawnRate = spawnRate }, Faults = FaultPlan.None }.PlannedLoad;
}
