using Faultline.Configuration;
using Faultline.Experiments;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Population;

/// <summary>Makes the population: entities that are created, as many at once as the system bears, and entities that are found.</summary>
internal sealed class PopulationBuilder(SystemPlan plan, SystemClient client, EntityMaker maker, UniqueIds ids, Random random, IRunObserver observer)
{
    private readonly Dictionary<string, EntityPool> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EntityFactory> _factories = new(StringComparer.Ordinal);
    private long _planned;
    private long _made;

    /// <summary>Makes all of it; a sort comes after those that its entities are made of.</summary>
    /// <exception cref="TargetUnavailableException">Of some sort there is none.</exception>
    /// <exception cref="ConfigurationException">There are too few for what users do.</exception>
    public async Task<EntityPools> BuildAsync(CancellationToken cancellationToken)
    {
        foreach (var spec in plan.Model.Entities) _factories[spec.Name] = new EntityFactory(spec, plan, client);
        foreach (var spec in plan.Model.Entities) await BuildAsync(spec, [], cancellationToken);

        var pools = new EntityPools(_pools, _factories) { Size = (_planned, _made) };
        return pools.FaultOf(plan.Model.Users) is { } fault
            ? throw new ConfigurationException(new ConfigurationError(fault, Hint: "Nothing was killed. Next: a larger count, or less of them private"))
            : pools;
    }

    private async Task BuildAsync(EntitySpec spec, IReadOnlyList<string> within, CancellationToken cancellationToken)
    {
        if (_pools.ContainsKey(spec.Name)) return;
        if (within.Contains(spec.Name))
            throw new ConfigurationException(new ConfigurationError($"{string.Join(" is made of ", within)} is made of {spec.Name} again, so that none can be the first"));

        foreach (var other in spec.Before.OfType<PickStep>().Select(p => p.Entity).Concat(spec.OnePer is { } owner ? [owner] : []).Distinct())
            await BuildAsync(plan.Model.Entities.First(e => e.Name == other), [.. within, spec.Name], cancellationToken);

        var factory = _factories[spec.Name];
        if (!factory.Creates)
        {
            _pools[spec.Name] = Pool(spec, await factory.FindAsync(cancellationToken));
            return;
        }

        var scopes = Scopes(spec);
        _planned += scopes.Length;
        var made = await maker.MakeAsync(
            scopes.Length,
            async (i, token) =>
            {
                // A try that is made again must be a new one: nobody knows what became of the first.
                foreach (var step in spec.Before.OfType<NewStep>()) scopes[i][step.Slot] = Value.Of(ids.Next());
                return new Made(await factory.CreateAsync(scopes[i], token));
            },
            $"creating {spec.Name}",
            observer,
            cancellationToken);
        _made += made.Made;
        _pools[spec.Name] = Pool(spec, [.. made.SomeOrThrow().Select(m => m.Id)]);
    }

    /// <summary>The variables of each entity before it is made, drawn in one order so that the same seed draws the same.</summary>
    private Scope[] Scopes(EntitySpec spec)
    {
        var owners = spec.OnePer is { } owner ? _pools[owner] : null;
        var scopes = new Scope[owners?.All.Length ?? spec.Count];
        for (var i = 0; i < scopes.Length; i++)
        {
            var scope = scopes[i] = plan.NewScope();
            if (owners is not null) scope[plan.Model.Variables.Find(spec.OnePer!)] = owners.All[i];
            foreach (var step in spec.Before)
            {
                if (step is PickStep pick) scope[pick.Slot] = _pools[pick.Entity].Draw(random, pick.NotSlot >= 0 ? scope[pick.NotSlot] : default);
                else if (step is DrawStep draw) scope[draw.Slot] = Value.Of(draw.From(random));
            }
        }

        return scopes;
    }

    private EntityPool Pool(EntitySpec spec, IReadOnlyList<Value> all)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Value[] first = [.. all.Where(id => seen.Add(id.AsText()))];
        if (first.Length == all.Count) return new EntityPool(spec, first);

        seen.Clear();
        var again = all.Select(id => id.AsText()).Where(id => !seen.Add(id)).ToHashSet(StringComparer.Ordinal);
        observer.Warned($"the id {ToldText.Line(again.First(), 60)} was given out for more than one {spec.Name} ({all.Count - first.Length} of {all.Count} were given an id that was taken)");
        return new EntityPool(spec, first) { GivenTwice = again };
    }

    private sealed record Made(Value Id);
}
