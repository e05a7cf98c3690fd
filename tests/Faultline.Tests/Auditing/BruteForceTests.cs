using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Tests.Auditing;

public sealed class BruteForceTests
{
    private const int Runs = 30_000;

    [Fact]
    public void Whenever_the_auditor_raises_an_anomaly_nothing_explains_the_books()
    {
        int told = 0, missed = 0;
        for (var seed = 0; seed < Runs; seed++)
        {
            var books = RandomBooks.Of(seed);
            var explained = BruteForce.Explanations(books).Count > 0;
            var anomalies = Audit(books).Anomalies;
            if (explained && anomalies.Count > 0)
                Assert.Fail($"seed {seed}: {string.Join("; ", anomalies)}");
            told += anomalies.Count > 0 ? 1 : 0;
            missed += !explained && anomalies.Count == 0 ? 1 : 0;
        }

        // What is left is for a search over whole parts; that it stays rare is what isolation and sums are worth.
        Assert.True(told > Runs / 3, $"only {told} of {Runs} books were found wrong");
        Assert.True(missed < told / 10, $"{missed} wrong books were missed, {told} found");
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
            var explanations = BruteForce.Explanations(books).Count;
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
            var before = Entities(Audit(books));
            for (var t = 0; t < books.Transactions.Count; t++)
            {
                var vaguer = WithUnknown(books, t);
                var after = Entities(Audit(vaguer));
                if (before.Count == 0 && after.Count > 0)
                    Assert.Fail($"seed {seed}, order {t}: clean before, now {string.Join("; ", after)}");

                // What a proven order explained is told of its part or its flag once that order is no longer proven.
                string[] created =
                [
                    .. after.Except(before).Where(e => e[..4] is not ("part" or "flag")),
                ];
                if (created.Length > 0)
                    Assert.Fail($"seed {seed}, order {t}: {string.Join("; ", created)}");
            }
        }
    }

    private static HashSet<string> Entities(AuditResult audit) =>
        [.. audit.Anomalies.Select(a => (a.Kind == AnomalyKinds.ConservationBroken ? "part " : "") + a.Entity)];

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

    private static AuditResult Audit(Books books) =>
        Auditor.Audit(books, [], converged: true, TestContext.Current.CancellationToken);
}
