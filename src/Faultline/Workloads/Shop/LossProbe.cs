using Faultline.Experiments;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Tells what a store lost from what cannot be read just now. An entity is lost where its service refuses it in the very
/// words in which it refuses an id that never was, while one that is created at this moment reads back. Anything else
/// (no answer, a 5xx, another refusal) proves nothing.
/// </summary>
/// <remarks>It creates a user, an item and an order of its own in the shop, and only where something was refused.</remarks>
internal sealed class LossProbe(ShopClient client)
{
    /// <summary>The entities, of those whose last reading was a refusal, that are lost.</summary>
    public async Task<ShopLosses> FindAsync(ShopState state, CancellationToken cancellationToken)
    {
        var (orders, items, users) = (Refused(state.Orders), Refused(state.Items), Refused(state.Users));
        if (orders.Count + items.Count + users.Count == 0) return ShopLosses.None;

        return new ShopLosses(
            await LostAsync(orders, client.ReadOrderAsync, FreshOrderAsync, cancellationToken),
            await LostAsync(items, client.ReadItemAsync, token => client.CreateItemAsync(1, token), cancellationToken),
            await LostAsync(users, client.ReadCreditAsync, client.CreateUserAsync, cancellationToken));
    }

    private static Dictionary<string, Refusal> Refused<T>(StateTable<T> table) => table.WithoutValue
        .Where(w => w.Refusal is not null)
        .ToDictionary(w => w.Id, w => w.Refusal!, StringComparer.Ordinal);

    private static async Task<IReadOnlySet<string>> LostAsync<T>(
        Dictionary<string, Refusal> refused,
        Func<string, CancellationToken, Task<EntityRead<T>>> read,
        Func<CancellationToken, Task<string>> create,
        CancellationToken cancellationToken)
    {
        if (refused.Count == 0 || !await ReadsBackAsync(read, create, cancellationToken)) return ShopLosses.None.Items;

        var strange = new HashSet<Refusal>();
        // A run may hold numbered ids beside opaque ones, and a service may refuse these in different words.
        foreach (var known in refused.Keys.DistinctBy(StrangeIds.IsNumber))
        {
            foreach (var id in StrangeIds.Like(known).Where(id => !refused.ContainsKey(id)))
            {
                if (await read(id, cancellationToken) is { Missing: { } refusal }) strange.Add(refusal);
            }
        }

        return refused.Where(r => strange.Contains(r.Value)).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<bool> ReadsBackAsync<T>(
        Func<string, CancellationToken, Task<EntityRead<T>>> read, Func<CancellationToken, Task<string>> create, CancellationToken cancellationToken)
    {
        try
        {
            return (await read(await create(cancellationToken), cancellationToken)).Value is not null;
        }
        catch (TargetUnavailableException)
        {
            return false;
        }
    }

    private async Task<string> FreshOrderAsync(CancellationToken cancellationToken) =>
        await client.CreateOrderAsync(await client.CreateUserAsync(cancellationToken), cancellationToken);
}
