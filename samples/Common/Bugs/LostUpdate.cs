using Samples.Storage;

namespace Samples.Bugs;

/// <summary>
/// Writes the whole account back as it was read before the change, as object mappers do: what others changed
/// meanwhile is overwritten.
/// </summary>
internal sealed class LostUpdate(IPosting correct, Ledger ledger, TimeProvider time) : IPosting
{
    private const int OneIn = 2;
    private static readonly TimeSpan Meanwhile = TimeSpan.FromMilliseconds(200);

    public async Task<PostResult> PostAsync(string account, int amount, string? key, string? compensates)
    {
        if (key is null || !Strikes.Hits(key, OneIn) || ledger.Find(account) is not { } read)
            return await correct.PostAsync(account, amount, key, compensates);

        await Task.Delay(Meanwhile, time);
        PostResult result = await correct.PostAsync(account, amount, key, compensates);
        if (result == PostResult.Applied && read.Balance + amount >= 0)
            await ledger.SetBalanceAsync(account, read.Balance + amount);
        return result;
    }
}
