using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>Tries every number of effects that the answers allow, and counts those that explain every balance.</summary>
internal static class BruteForce
{
    /// <summary>How many explanations there are, counted up to a limit.</summary>
    public static int Explanations(Books books, int limit = 1)
    {
        if (books.Accounts.Any(a => a is { Kind.IsFlag: false, Opening: >= 0, Closing: < 0 }))
            return 0;
        var balances = books.Accounts.Select(a => a.Opening).ToArray();
        return Search(books, balances, 0, limit);
    }

    /// <summary>Fewest and most effects that the answers allow.</summary>
    public static (int Lo, int Hi) Allowed(IReadOnlyList<Account> accounts, Transaction transaction)
    {
        var accepted = transaction.Attempts.Count(a => a.Outcome == Outcome.Ok);
        var possible = accepted + transaction.Attempts.Count(a => a.Outcome == Outcome.Unknown);
        var before = transaction.Postings.Any(p => accounts[p.Account] is { Kind.IsFlag: true, Opening: 1 });
        var once = before ? (Lo: 0, Hi: 0) : (Lo: Math.Min(1, accepted), Hi: Math.Min(1, possible));
        return transaction.Kind.Repeat switch
        {
            RepeatRule.AppliesAgain => (accepted, possible),
            RepeatRule.Unknown => (Math.Min(once.Lo, accepted), Math.Max(once.Hi, possible)),
            _ => once,
        };
    }

    private static int Search(Books books, long[] balances, int next, int limit)
    {
        if (next == books.Transactions.Count)
            return Explains(books.Accounts, balances) ? 1 : 0;
        var transaction = books.Transactions[next];
        var (lo, hi) = Allowed(books.Accounts, transaction);
        var found = 0;
        Post(transaction, balances, lo);
        for (var effects = lo; effects <= hi && found < limit; effects++)
        {
            found += Search(books, balances, next + 1, limit - found);
            Post(transaction, balances, 1);
            if (effects == hi || found >= limit)
                Post(transaction, balances, -effects - 1);
        }

        return found;
    }

    private static void Post(Transaction transaction, long[] balances, int times)
    {
        for (var i = 0; i < transaction.Postings.Count; i++)
            balances[transaction.Postings[i].Account] += transaction.Postings[i].Amount * times;
    }

    private static bool Explains(IReadOnlyList<Account> accounts, long[] balances)
    {
        for (var a = 0; a < balances.Length; a++)
        {
            var account = accounts[a];
            var expected = account.Kind.IsFlag ? Math.Min(1, balances[a]) : balances[a];
            if (account.Closing is { } closing ? closing != expected : !account.Kind.IsFlag && account.Opening >= 0 && expected < 0)
                return false;
        }

        return true;
    }
}
