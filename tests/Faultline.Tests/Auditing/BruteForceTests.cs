using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

public sealed class BruteForceTests
{
    private const int Runs = 20_000;

    [Fact]
    public void Nothing_that_is_explained_is_accused_and_hardly_anything_that_is_not_is_missed()
    {
        var tally = BruteForceTally.Of(seed: 0, Runs, TestContext.Current.CancellationToken);

        Assert.True(tally.Accused.Count == 0, tally.ToString());
        Assert.True(tally.SharedAndUnknown > Runs / 2, tally.ToString());
        foreach (var error in BruteForceTally.Errors.Where(e => e != BookError.None))
        {
            Assert.True(tally.Unexplained(error) > Runs / 100, $"{error}: {tally}");
            Assert.True(tally.Missed(error) * 1000 <= tally.Unexplained(error), $"{error}: {tally}");
        }
    }

    [Fact]
    public void Where_the_gauge_leaves_nothing_open_there_is_one_explanation_only()
    {
        var closed = 0;
        for (var seed = 0; seed < Runs; seed++)
        {
            var books = RandomBooks.Of(seed);
            var audit = Audit(books);
            if (audit.Anomalies.Count > 0 || audit.UnresolvedAttempts > 0 || audit.BlindSpots.Any(b => b.Unresolved > 0))
                continue;
            closed++;
            var explanations = BruteForce.Explanations(books, limit: 2);
            if (explanations > 1)
                Assert.Fail($"seed {seed}: {explanations} explanations");
        }

        Assert.True(closed > Runs / 20, $"only {closed} of {Runs} books were closed");
    }

    [Fact]
    public void Turning_an_answer_into_unknown_never_creates_an_anomaly()
    {
        for (var seed = 0; seed < Runs / 3; seed++)
        {
            var books = RandomBooks.Of(seed);
            if (Audit(books).Anomalies.Count > 0)
                continue;
            for (var t = 0; t < books.Transactions.Count; t++)
            {
                var after = Audit(WithUnknown(books, t)).Anomalies;
                if (after.Count > 0)
                    Assert.Fail($"seed {seed}, order {t}: clean before, now {string.Join("; ", after)}");
            }
        }
    }

    [Fact]
    public void Leaving_out_an_attempt_that_is_owned_up_to_never_creates_an_anomaly()
    {
        for (var seed = 0; seed < Runs / 3; seed++)
        {
            var books = RandomBooks.Of(seed);
            if (Audit(books).Anomalies.Count > 0)
                continue;
            for (var t = 0; t < books.Transactions.Count; t++)
            {
                var after = Audit(WithoutLast(books, t)).Anomalies;
                if (after.Count > 0)
                    Assert.Fail($"seed {seed}, order {t}: clean before, now {string.Join("; ", after)}");
            }
        }
    }

    private static Books WithUnknown(Books books, int transaction)
    {
        var changed = books.Transactions.ToArray();
        var attempts = changed[transaction].Attempts.ToArray();
        var index = Array.FindIndex(attempts, a => a.Outcome != Outcome.Unknown);
        if (index >= 0)
            attempts[index] = attempts[index] with { Outcome = Outcome.Unknown };
        changed[transaction] = changed[transaction] with { Attempts = attempts };
        return books with { Transactions = changed };
    }

    private static Books WithoutLast(Books books, int transaction)
    {
        var changed = books.Transactions.ToArray();
        changed[transaction] = changed[transaction] with { Attempts = [.. changed[transaction].Attempts.SkipLast(1)] };
        return books with { Transactions = changed, RecordsMissing = 1 };
    }

    private static AuditResult Audit(Books books) =>
        Auditor.Audit(books, [], converged: true, TestContext.Current.CancellationToken);
}
