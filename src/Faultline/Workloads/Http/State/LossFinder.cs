using Faultline.Experiments;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.State;

/// <summary>
/// Tells what a store lost from what cannot be read just now. What was there is lost where it is refused in the very words in
/// which an id is refused that never was, while another reads well, or one that is created at this moment. Anything else (no answer, a
/// 5xx, another refusal) proves nothing.
/// </summary>
/// <remarks>It creates something only where all of a sort is refused.</remarks>
internal sealed class LossFinder(SystemPlan plan, StateReader reader, EntityPools pools, FreshEntities fresh)
{
    private readonly Dictionary<(string Sort, bool IsNumber), Task<HashSet<Refusal>>> _strange = [];

    /// <summary>Whether an account is refused as one is that never was.</summary>
    public async Task<bool> IsStrangeAsync(AccountPlan account, string key, Refusal refusal, CancellationToken cancellationToken)
    {
        Task<HashSet<Refusal>> strange;
        lock (_strange)
        {
            var sort = ($"account {account.Spec.Name}", StrangeIds.IsNumber(key));
            if (!_strange.TryGetValue(sort, out strange!))
                _strange[sort] = strange = StrangeAsync(key, async id => (await reader.ReadAsync(account, id, cancellationToken)).Missing);
        }

        return (await strange).Contains(refusal);
    }

    /// <summary>The accounts, of those that were refused, that are lost.</summary>
    /// <param name="account">Their sort.</param>
    /// <param name="refused">How each was refused.</param>
    /// <param name="othersRead">Whether another of the sort reads well.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IEnumerable<string>> FindAsync(
        AccountPlan account, IReadOnlyCollection<KeyValuePair<string, Refusal>> refused, bool othersRead, CancellationToken cancellationToken)
    {
        if (!othersRead && !await FreshReadsAsync(account, cancellationToken)) return [];
        return await LostAsync(refused, async id => (await reader.ReadAsync(account, id, cancellationToken)).Missing);
    }

    /// <summary>The transactions, of those whose content was refused, that are lost.</summary>
    public async Task<IEnumerable<string>> FindAsync(
        OperationPlan operation, IReadOnlyCollection<KeyValuePair<string, Refusal>> refused, bool othersRead, CancellationToken cancellationToken) =>
        // A key of several variables has no form of which another could be made.
        othersRead && operation.KeySlot >= 0
            ? await LostAsync(refused, async id => (await reader.ReadAsync(operation, Input(operation, id), id, cancellationToken)).Missing)
            : [];

    private static async Task<IEnumerable<string>> LostAsync(IReadOnlyCollection<KeyValuePair<string, Refusal>> refused, Func<string, Task<Refusal?>> ask)
    {
        var strange = new HashSet<Refusal>();
        // A run may hold numbered ids beside opaque ones, and a service may refuse these in different words.
        foreach (var known in refused.Select(r => r.Key).DistinctBy(StrangeIds.IsNumber)) strange.UnionWith(await StrangeAsync(known, ask));
        return refused.Where(r => strange.Contains(r.Value)).Select(r => r.Key);
    }

    private static async Task<HashSet<Refusal>> StrangeAsync(string known, Func<string, Task<Refusal?>> ask)
    {
        var strange = new HashSet<Refusal>();
        foreach (var id in StrangeIds.Like(known))
            if (await ask(id) is { } refusal) strange.Add(refusal);
        return strange;
    }

    private string? Input(OperationPlan operation, string id)
    {
        var scope = plan.NewScope();
        scope[operation.KeySlot] = Value.Of(id);
        return operation.Kept.Write(scope);
    }

    private async Task<bool> FreshReadsAsync(AccountPlan account, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var owner in AccountOwners.Of(account, plan) ?? [])
            {
                if (!pools.FactoryOf(owner).Creates) continue;
                var id = await fresh.MakeAsync(owner, cancellationToken);
                if ((await reader.ReadAsync(account, id.AsText(), cancellationToken)).Value is not null) return true;
            }
        }
        catch (TargetUnavailableException)
        {
            // Nothing can be created either: the service is not what it was.
        }

        return false;
    }
}
