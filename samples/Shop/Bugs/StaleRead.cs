using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Shop.Bugs;

/// <summary>
/// Reads go to a copy of the store that follows it with a delay: what a checkout changed shows only some seconds after
/// it was answered, and sooner where another replica is asked.
/// </summary>
internal sealed class StaleRead(IPosting correct, IBalances store, TimeProvider time) : IPosting, IBalances
{
    /// <summary>Shorter than what the shop may take to finish a checkout, so that the books are read rightly at the end.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Copy> _copies = [];

    public async Task<PostResult> PostAsync(string account, int amount, string? key, string? compensates)
    {
        // What is not a checkout's, such as a delivery, reaches the copy at once.
        if (key is not null && !IsBehind(account, out _) && store.Find(account) is { } before)
            _copies[account] = new Copy(before, time.GetTimestamp());
        return await correct.PostAsync(account, amount, key, compensates);
    }

    public Ledger.Account? Find(string id) => IsBehind(id, out Copy? copy) ? copy.Account : store.Find(id);

    private bool IsBehind(string id, [NotNullWhen(true)] out Copy? copy) =>
        _copies.TryGetValue(id, out copy) && time.GetElapsedTime(copy.Since) < Lag;

    private sealed record Copy(Ledger.Account Account, long Since);
}
