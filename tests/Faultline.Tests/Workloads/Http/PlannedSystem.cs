using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http;

/// <summary>A model made ready, with its entities numbered.</summary>
internal sealed class PlannedSystem : IDisposable
{
    public PlannedSystem(SystemModel model, TimeProvider? time = null, double privates = 0)
    {
        Targets = new SystemTargets(model.Targets, time ?? TimeProvider.System);
        Plan = new SystemPlan(model, Targets);
        Client = new SystemClient(Targets.Time, TimeSpan.FromSeconds(5));
        Pools = new EntityPools(
            model.Entities.ToDictionary(e => e.Name, e => new EntityPool(e with { PrivateShare = privates }, Enumerable.Range(0, e.Count).Select(n => Value.Of($"{e.Name}{n}"))), StringComparer.Ordinal),
            model.Entities.ToDictionary(e => e.Name, e => new EntityFactory(e, Plan, Client), StringComparer.Ordinal))
        {
            Size = (0, 0),
        };
    }

    public SystemTargets Targets { get; }

    public SystemPlan Plan { get; }

    public SystemClient Client { get; }

    public EntityPools Pools { get; }

    public void Dispose() => Targets.Dispose();
}
