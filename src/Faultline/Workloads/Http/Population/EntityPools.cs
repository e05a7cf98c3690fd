using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Requests;

namespace Faultline.Workloads.Http.Population;

/// <summary>All entities that are there before the load, by the name of their sort.</summary>
internal sealed class EntityPools(IReadOnlyDictionary<string, EntityPool> pools, IReadOnlyDictionary<string, EntityFactory> factories)
{
    /// <summary>Every pool.</summary>
    public IEnumerable<EntityPool> All => pools.Values;

    /// <summary>The pool of a sort.</summary>
    public EntityPool Of(string entity) => pools[entity];

    /// <summary>What makes more of a sort.</summary>
    public EntityFactory FactoryOf(string entity) => factories[entity];

    /// <summary>Entities that were to be there, and are.</summary>
    public required (long Planned, long Made) Size { get; init; }

    /// <summary>In words, for example <c>10000 account</c>.</summary>
    public string Description => pools.Count == 0
        ? "none"
        : string.Join(", ", pools.Values.Select(p => FormattableString.Invariant($"{p.Keys.Count()} {p.Spec.Name}")));

    /// <summary>Pools of what is there already, and empty ones of what would be created: for trials, which make their own.</summary>
    public static async Task<EntityPools> FoundAsync(SystemPlan plan, SystemClient client, CancellationToken cancellationToken)
    {
        var factories = plan.Model.Entities.ToDictionary(e => e.Name, e => new EntityFactory(e, plan, client), StringComparer.Ordinal);
        var pools = new Dictionary<string, EntityPool>(StringComparer.Ordinal);
        foreach (var (name, factory) in factories)
            pools[name] = new EntityPool(factory.Spec with { PrivateShare = 0 }, factory.Creates ? [] : await factory.FindAsync(cancellationToken));
        return new EntityPools(pools, factories) { Size = (0, 0) };
    }

    /// <summary>What keeps the picks of a script from being made: too few entities; null where nothing does.</summary>
    public string? FaultOf(UsersSpec users)
    {
        foreach (var pick in users.Mix.SelectMany(s => s.Steps).OfType<PickStep>())
        {
            var pool = pools[pick.Entity];
            var least = pick.NotSlot >= 0 ? 2 : 1;
            if (pool.Shared < least)
                return $"of {pick.Entity} there {(pool.Shared == 1 ? "is" : "are")} {pool.Shared} to pick from{(pool.Privates > 0 ? $" beside {pool.Privates} private" : "")}, and a step needs {(least == 2 ? "two that differ" : "one")}";
        }

        return null;
    }
}
