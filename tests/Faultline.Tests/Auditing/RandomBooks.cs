using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

/// <summary>Small books of any shape: half of them of a correct system, half with a balance or an effect gone wrong.</summary>
internal static class RandomBooks
{
    public static Books Of(int seed)
    {
        var random = new Random(seed);
        var repeat = (RepeatRule)random.Next(3);
        var accounts = new List<Account>();
        var plain = random.Next(1, 6);
        for (var a = 0; a < plain; a++)
            accounts.Add(new($"account {a}", a % 2 == 0 ? ShopBooks.Stock : ShopBooks.Credit, random.Next(12), null, null, a % 2 == 0 ? random.Next(1, 4) : -1));

        var transactions = new List<Transaction>();
        var count = random.Next(1, 7);
        for (var t = 0; t < count; t++)
            transactions.Add(new($"order {t}", Postings(random, accounts, plain), Attempts(random)));

        var balances = accounts.Select(a => a.Opening).ToArray();
        var wrongOrder = random.Next(3) == 0 ? random.Next(count) : -1;
        for (var t = 0; t < count; t++)
            Apply(random, repeat, transactions[t], t == wrongOrder, accounts, balances);
        if (random.Next(4) == 0)
            balances[random.Next(balances.Length)] += random.Next(2) == 0 ? 1 : -1;
        for (var a = 0; a < accounts.Count; a++)
        {
            var closing = accounts[a].Kind.IsFlag ? Math.Clamp(balances[a], 0, 1) : balances[a];
            accounts[a] = accounts[a] with { Closing = random.Next(15) == 0 ? null : closing };
        }

        return new(accounts, transactions, [], repeat);
    }

    private static Posting[] Postings(Random random, List<Account> accounts, int plain)
    {
        List<Posting> postings = [];
        var first = random.Next(plain);
        var width = random.Next(1, Math.Min(plain, 3) + 1);
        for (var i = 0; i < width; i++)
        {
            var amount = random.Next(1, 4) * (random.Next(5) == 0 ? 1 : -1);
            postings.Add(new((first + i) % plain, amount));
        }

        // Most transactions balance, so that conservation has something to say.
        var payer = postings.FindIndex(p => accounts[p.Account].Weight == -1);
        var rest = postings.Where((_, i) => i != payer).Sum(p => accounts[p.Account].Weight * p.Amount);
        if (payer >= 0 && rest != 0 && random.Next(4) > 0)
            postings[payer] = postings[payer] with { Amount = rest };

        var flags = accounts.Count - plain;
        if (flags > 0 && random.Next(8) == 0)
        {
            postings.Add(new(plain + random.Next(flags), 1));
        }
        else if (random.Next(3) > 0)
        {
            accounts.Add(new($"flag {accounts.Count}", ShopBooks.Paid, random.Next(8) == 0 ? 1 : 0, null, null, 0));
            postings.Add(new(accounts.Count - 1, 1));
        }

        return [.. postings];
    }

    private static Attempt[] Attempts(Random random)
    {
        var attempts = new Attempt[random.Next(1, 4)];
        for (var i = 0; i < attempts.Length; i++)
            attempts[i] = new(i, (Outcome)random.Next(3), TimeSpan.Zero, TimeSpan.Zero);
        return attempts;
    }

    private static void Apply(
        Random random, RepeatRule repeat, Transaction transaction, bool wrong, List<Account> accounts, long[] balances)
    {
        var accepted = transaction.Attempts.Count(a => a.Outcome == Outcome.Ok);
        var possible = accepted + transaction.Attempts.Count(a => a.Outcome == Outcome.Unknown);
        var before = transaction.Postings.Any(p => accounts[p.Account] is { Kind.IsFlag: true, Opening: 1 });
        var effects = repeat == RepeatRule.AppliesAgain ? random.Next(accepted, possible + 1)
            : before ? 0
            : random.Next(Math.Min(1, accepted), Math.Min(1, possible) + 1);
        foreach (var (account, amount) in transaction.Postings)
            balances[account] += amount * (wrong && random.Next(2) == 0 ? random.Next(-1, 4) : effects);
    }
}
