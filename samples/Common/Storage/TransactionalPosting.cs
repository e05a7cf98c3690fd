namespace Samples.Storage;

/// <summary>
/// Posts in one transaction: the balance changes by a conditional update, and the step's key is kept with its
/// result, so that a repeated step has no second effect and a compensated one none at all.
/// </summary>
internal sealed class TransactionalPosting(Database database) : IPosting
{
    public Task<PostResult> PostAsync(string account, int amount, string? key, string? compensates) =>
        database.WriteAsync(session => compensates is null ? Post(session, account, amount, key) : Compensate(session, compensates));

    private static PostResult Post(Session session, string account, int amount, string? key)
    {
        if (key is not null && FindStep(session, key) is { } known)
            return known.Result;

        PostResult result = Change(session, account, amount);
        if (key is not null)
            session.Execute("INSERT INTO steps(key, account, amount, result) VALUES($1, $2, $3, $4)", key, account, amount, (int)result);
        return result;
    }

    private static PostResult Compensate(Session session, string key)
    {
        if (FindStep(session, key) is { } step)
        {
            if (step.Result == PostResult.Applied)
                session.Execute("UPDATE accounts SET balance=balance-$1 WHERE id=$2", step.Amount, step.Account);
            session.Execute("UPDATE steps SET result=$1 WHERE key=$2", (int)PostResult.Cancelled, key);
        }
        else
        {
            // A tombstone: the step may still be on its way.
            session.Execute("INSERT INTO steps(key, account, amount, result) VALUES($1, '', 0, $2)", key, (int)PostResult.Cancelled);
        }

        return PostResult.Applied;
    }

    private static PostResult Change(Session session, string account, int amount)
    {
        if (session.Execute("UPDATE accounts SET balance=balance+$1 WHERE id=$2 AND balance+$1>=0", amount, account) == 1)
            return PostResult.Applied;
        return session.Find("SELECT id FROM accounts WHERE id=$1", row => row.GetString(0), account) is null
            ? PostResult.NoAccount
            : PostResult.Short;
    }

    private static Step? FindStep(Session session, string key) => session.Find(
        "SELECT account, amount, result FROM steps WHERE key=$1",
        row => new Step(row.GetString(0), row.GetInt32(1), (PostResult)row.GetInt32(2)),
        key);

    private sealed record Step(string Account, int Amount, PostResult Result);
}
