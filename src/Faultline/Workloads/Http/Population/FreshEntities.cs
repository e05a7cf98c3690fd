using Faultline.Experiments;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Population;

/// <summary>
/// Entities that no user ever meets, for trials before and after the load: newly created, with others of their own where they
/// are made of others; of those that are only found, ones that were taken out of what users draw from.
/// </summary>
internal sealed class FreshEntities(SystemPlan plan, EntityPools pools, UniqueIds ids)
{
    /// <summary>One of a sort.</summary>
    /// <exception cref="TargetUnavailableException">It could not be made, or there is none to spare.</exception>
    public async Task<Value> MakeAsync(string entity, CancellationToken cancellationToken)
    {
        var factory = pools.FactoryOf(entity);
        if (!factory.Creates)
        {
            return pools.Of(entity).SetAside()
                ?? throw new TargetUnavailableException($"there is no {entity} to spare for a trial", "Nothing was killed. Next: list one more, or say repeat: of the operation");
        }

        var scope = plan.NewScope();
        if (factory.Spec.OnePer is { } owner)
        {
            var id = await MakeAsync(owner, cancellationToken);
            scope[plan.Model.Variables.Find(owner)] = id;
        }

        foreach (var step in factory.Spec.Before) await FillAsync(step, scope, cancellationToken);
        return await factory.CreateAsync(scope, cancellationToken);
    }

    /// <summary>Fills in the variable of a step that picks, draws or makes one: with an entity of its own, the smallest number, a new id.</summary>
    public async Task FillAsync(Step step, Scope scope, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case PickStep pick:
                var id = await MakeAsync(pick.Entity, cancellationToken);
                scope[pick.Slot] = id;
                break;
            case DrawStep draw:
                scope[draw.Slot] = Value.Of(draw.Smallest());
                break;
            case NewStep made:
                scope[made.Slot] = Value.Of(ids.Next());
                break;
        }
    }
}
