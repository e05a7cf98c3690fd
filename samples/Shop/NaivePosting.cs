namespace Shop;

/// <summary>
/// Reads the balance, checks it, writes the new one: between the two another request may do the same,
/// and one of the changes is lost. It knows nothing of keys.
/// </summary>
internal sealed class NaivePosting(Ledger ledger) : IPosting
{
    public async Task<PostResult> PostAsync(string account, int amount, string? key, string? compensates)
    {
        if (ledger.Find(account) is not { } found)
            return PostResult.NoAccount;
        long balance = found.Balance + amount;
        if (balance < 0)
            return PostResult.Short;
        await ledger.SetBalanceAsync(account, balance);
        return PostResult.Applied;
    }
}
