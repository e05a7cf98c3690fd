
namespace Shop.Bugs;

/// <summary>Sells what is short all the same, as if the next delivery were in already.</summary>
internal sealed class Oversell(IPosting correct, Ledger ledger) : IPosting
{
    private const int OneIn = 5;

    public async Task<PostResult> PostAsync(string account, int amount, string? key, string? compensates)
    {
        PostResult result = await correct.PostAsync(account, amount, key, compensates);
        return result == PostResult.Short && key is not null && Strikes.Hits(key, OneIn)
            ? await ledger.Database.WriteAsync(session => Sell(session, account, amount, key))
            : result;
    }

    private static PostResult Sell(Session session, string account, int amount, string key)
    {
        // Not where the step was compensated meanwhile.
        if (session.Execute("UPDATE steps SET result=$1 WHERE key=$2 AND result=$3", (int)PostResult.Applied, key, (int)PostResult.Short) == 0)
            return PostResult.Cancelled;
        session.Execute("UPDATE accounts SET balance=balance+$1 WHERE id=$2", amount, account);
        return PostResult.Applied;
    }
}
