using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>Tries every number of effects that the answers allow, and keeps those that explain every balance.</summary>
internal static class BruteForce
{
    public static List<long[]> Explanations(Books books)
    {
        List<long[]> found = [];
        if (!books.Accounts.Any(a => a is { Kind.IsFlag: false, Opening: >= 0, Closing: < 0 }))
            Search(books, new long[books.Transactions.Count], 0, found);
        return found;
    }

    private static void Search(Books books, long[] effects, int next, List<long[]> found)
    {
        if (next == effects.Length)
        {
            if (Explains(books, effects))
                found.Add([.. effects]);
            return;
        }

        var (lo, hi) = Allowed(books, books.Transactions[next]);
        for (effects[next] = lo; effects[next] <= hi; effects[next]++)
            Search(books, effects, next + 1, found);
    }

    private static (int Lo, int Hi) Allowed(Books books, Transaction transaction)
    {
        var accepted = transaction.Attempts.Count(a => a.Outcome == Outcome.Ok);
        var possible = accepted + transaction.Attempts.Count(a => a.Outcome == Outcome.Unknown);
        if (books.Repeat == RepeatRule.AppliesAgain)
            return (accepted, possible);
        var before = transaction.Postings.Any(p => books.Accounts[p.Account] is { Kind.IsFlag: true, Opening: 1 });
        return before ? (0, 0) : (accepted > 0 ? 1 : 0, possible > 0 ? 1 : 0);
    }

    private static bool Explains(Books books, long[] effects)
    {
        for (var a = 0; a < books.Accounts.Count; a++)
        {
            var account = books.Accounts[a];
            var moved = 0L;
            for (var t = 0; t < effects.Length; t++)
                moved += effects[t] * books.Transactions[t].Postings.Where(p => p.Account == a).Sum(p => p.Amount);
            var expected = account.Kind.IsFlag ? Math.Min(1, account.Opening + moved) : account.Opening + moved;
            var possible = account.Closing is { } closing
                ? closing == expected
                : account.Kind.IsFlag || account.Opening < 0 || expected >= 0;
            if (!possible)
                return false;
        }

        return true;
    }
}
