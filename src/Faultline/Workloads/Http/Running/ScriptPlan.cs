using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;

namespace Faultline.Workloads.Http.Running;

/// <summary>A script ready to be run: what its steps name is looked up once.</summary>
internal sealed class ScriptPlan
{
    private readonly OperationPlan?[] _operations;
    private readonly EntityPool?[] _pools;

    /// <summary>Makes a script ready.</summary>
    public ScriptPlan(ScriptSpec spec, SystemPlan plan, EntityPools pools)
    {
        Spec = spec;
        _operations = [.. spec.Steps.Select(step => step switch
        {
            CallStep call => plan.Operation(call.Operation),
            RetryStep retry => plan.Operation(retry.Operation),
            _ => null,
        })];
        _pools = [.. spec.Steps.Select(step => step is PickStep pick ? pools.Of(pick.Entity) : null)];
        OnlyLooks = !_operations.Any(o => o is { IsTransaction: true });
        Privates = OnlyLooks
            ? []
            : [.. _pools.OfType<EntityPool>().Where(p => p.Privates > 0).CountBy(p => p).Select(p => (p.Key, p.Value))];
    }

    /// <summary>The script as written.</summary>
    public ScriptSpec Spec { get; }

    /// <summary>Its steps.</summary>
    public IReadOnlyList<Step> Steps => Spec.Steps;

    /// <summary>Whether it attempts no transaction.</summary>
    public bool OnlyLooks { get; }

    /// <summary>Pools with private entities that it picks from, and how many times.</summary>
    public IReadOnlyList<(EntityPool Pool, int Picks)> Privates { get; }

    /// <summary>The operation that a step calls.</summary>
    public OperationPlan OperationAt(int step) => _operations[step]!;

    /// <summary>The pool that a step picks from.</summary>
    public EntityPool PoolAt(int step) => _pools[step]!;

    /// <summary>Whether an operation that did not end ok may go on at this step.</summary>
    public bool IsRetry(int step) => step < Steps.Count && Steps[step] is RetryStep;
}
