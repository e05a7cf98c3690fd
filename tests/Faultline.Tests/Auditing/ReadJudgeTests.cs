using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

public sealed class ReadJudgeTests
{
    private readonly ShopBooks _shop = new();

    [Fact]
    public void Correct_reads_are_neither_weak_nor_anomalies()
    {
        var judged = 0L;
        for (var seed = 0; seed < 25_000; seed++)
        {
            var found = Judge(SimulatedReads.Run(seed, ReadTwist.None));
            Assert.True(found is { Weak.Count: 0, Anomalies.Count: 0 }, $"seed {seed}: {string.Join("; ", found.Weak)} {string.Join("; ", found.Anomalies)}");
            judged += found.Judged;
        }

        Assert.True(judged > 400_000, $"{judged} reads");
    }

    [Fact]
    public void Reads_of_a_store_that_follows_no_more_are_weak_and_no_anomalies()
    {
        int runs = 0, missed = 0;
        for (var seed = 0; seed < 5_000; seed++)
        {
            var found = Judge(SimulatedReads.Run(seed, ReadTwist.Stale, out var outdated));
            Assert.Empty(found.Anomalies);
            if (outdated > 0) runs++;
            if (outdated > 0 && found.Weak.Count == 0) missed++;
            Assert.All(found.Weak, w => Assert.InRange(w.OutOfDate, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        }

        Assert.True(runs > 2_000 && missed < runs / 100, $"{missed} of {runs} missed");
    }

    [Theory]
    [InlineData(ReadTwist.Nowhere)]
    [InlineData(ReadTwist.BelowZero)]
    public void A_balance_that_never_was_is_an_anomaly_every_time(ReadTwist twist)
    {
        for (var seed = 0; seed < 2_000; seed++)
            Assert.NotEmpty(Judge(SimulatedReads.Run(seed, twist)).Anomalies);
    }

    [Theory]
    [InlineData(0.1, 0.4, 10, false)] // during the attempt: not yet taken,
    [InlineData(0.1, 0.4, 7, false)] // or taken already
    [InlineData(0.6, 0.7, 7, false)] // after it
    [InlineData(0.6, 0.7, 10, true)]
    [InlineData(0.5, 0.7, 10, false)] // begun at the very moment of its end
    public void A_read_after_an_acknowledged_take_sees_it(double sent, double completed, long value, bool weak)
    {
        var item = Taken("o");

        var found = Judge(_shop.Books() with { Reads = [Read(item, value, sent, completed)] });

        Assert.Empty(found.Anomalies);
        Assert.Equal(weak ? 1 : 0, found.Weak.Count);
        if (weak) Assert.Equal((7L, 7L, TimeSpan.FromSeconds(0.1)), (found.Weak[0].Least, found.Weak[0].Most, found.Weak[0].OutOfDate));
    }

    [Theory]
    [InlineData("o", 2, 10, false)] // not yet posted,
    [InlineData("o", 2, 15, false)] // or posted already
    [InlineData("o", 6, 10, true)] // half a second after its time
    [InlineData("o", 6, 15, false)]
    [InlineData("f", 2, 15, false)] // a refused one may be posted and taken back as late
    [InlineData("f", 6, 15, true)]
    public void An_effect_that_may_come_after_the_answer_is_seen_by_the_end_of_its_time(string attempt, double sent, long value, bool weak)
    {
        var account = _shop.Account(10, null);
        _shop.Add(new("deposit", RepeatRule.Refused, SettleAfter: TimeSpan.FromSeconds(5), Conserves: false), attempt, (account, 5));

        var found = Judge(_shop.Books() with { Reads = [Read(account, value, sent, sent + 0.1)] });

        Assert.Empty(found.Anomalies);
        Assert.Equal(weak ? 1 : 0, found.Weak.Count);
    }

    [Theory]
    [InlineData(0.2, 7, false)] // a refused attempt may take and give back while it runs
    [InlineData(0.6, 7, true)] // and not after its answer
    [InlineData(0.6, 10, false)]
    public void A_refused_take_may_show_while_it_runs(double sent, long value, bool weak)
    {
        var item = Taken("f");

        var found = Judge(_shop.Books() with { Reads = [Read(item, value, sent, sent + 0.1)] });

        Assert.Empty(found.Anomalies);
        Assert.Equal(weak ? 1 : 0, found.Weak.Count);
    }

    [Fact]
    public void An_attempt_that_nobody_knows_the_end_of_may_show_at_any_later_time_and_go_again()
    {
        var item = Taken("u");

        var found = Judge(_shop.Books() with { Reads = [Read(item, 10, 100, 101), Read(item, 7, 200, 201), Read(item, 10, 300, 301)] });

        Assert.Equal((3, 0, 0), (found.Judged, found.Weak.Count, found.Anomalies.Count));
    }

    [Fact]
    public void A_read_may_not_tell_an_older_balance_than_one_before_it()
    {
        var item = Taken("o");

        var found = Judge(_shop.Books() with { Reads = [Read(item, 7, 0.1, 0.2), Read(item, 10, 0.3, 0.4), Read(item, 7, 0.42, 0.43)] });

        var weak = Assert.Single(found.Weak);
        Assert.Equal((10L, 7L, TimeSpan.FromSeconds(0.1)), (weak.Value, weak.Most, weak.OutOfDate));
    }

    [Fact]
    public void A_repeat_without_effect_may_show_while_it_runs_and_not_after()
    {
        var item = Taken("oo");

        var found = Judge(_shop.Books() with { Reads = [Read(item, 4, 1.1, 1.2), Read(item, 7, 1.3, 1.4), Read(item, 4, 2, 2.1)] });

        Assert.Equal(4, Assert.Single(found.Weak).Value);
        Assert.Empty(found.Anomalies);
    }

    [Theory]
    [InlineData(11, AnomalyKinds.ValueFromNowhere)]
    [InlineData(6, AnomalyKinds.ValueFromNowhere)]
    [InlineData(-1, "oversold")]
    public void A_balance_that_no_attempt_could_make_is_an_anomaly_of_its_operations(long value, string kind)
    {
        var item = Taken("of");
        var books = _shop.Books() with { Reads = [Read(item, value, 0.2, 0.3, 71), Read(item, value, 0.3, 0.4, 72)] };

        var anomaly = Assert.Single(Auditor.Audit(books, [new("kill", TimeSpan.Zero, TimeSpan.FromSeconds(1))], converged: false, TestContext.Current.CancellationToken).Anomalies);

        Assert.Equal((kind, "item 0"), (anomaly.Kind, anomaly.Entity));
        Assert.Equal([71L, 72L], anomaly.Operations);
        Assert.Equal(["kill"], anomaly.Windows);
    }

    [Fact]
    public void What_the_closing_balance_shows_as_well_is_told_once()
    {
        var item = _shop.Item(10, -1);
        _shop.Order("u", (item, -30), (_shop.Flag(1), 1));

        var audit = Auditor.Audit(_shop.Books() with { Reads = [Read(item, -1, 5, 6)] }, [], converged: true, TestContext.Current.CancellationToken);

        Assert.Single(audit.Anomalies, a => a.Kind == "oversold");
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(4, 1)]
    public void An_account_that_no_attempt_touches_has_its_opening_balance(long value, int anomalies)
    {
        var item = _shop.Item(5, null);

        Assert.Equal(anomalies, Judge(_shop.Books() with { Reads = [Read(item, value, 1, 2)] }).Anomalies.Count);
    }

    [Fact]
    public void Accounts_of_damaged_transactions_and_of_ids_given_twice_prove_nothing()
    {
        int first = _shop.Item(10, 10), second = _shop.Item(10, 10);
        _shop.Order("o", new ContentDamage("a", "b"), (first, -1)).Order("o", (second, -1));
        var books = _shop.Books();
        books = books with
        {
            Transactions = [books.Transactions[0], books.Transactions[1] with { GivenTwice = [1, 2] }],
            Reads = [Read(first, -5, 5, 6), Read(second, 99, 5, 6)],
        };

        Assert.Equivalent(new ReadJudgement([], [], 0), Judge(books));
    }

    [Theory]
    [InlineData(7, 0, 0)]
    [InlineData(10, 1, 0)] // no attempt that is missing gives stock
    [InlineData(3, 0, 0)] // one may have taken
    [InlineData(11, 1, 0)]
    [InlineData(-1, 0, 1)]
    public void With_records_missing_only_what_no_other_attempt_explains_is_told(long value, int weak, int anomalies)
    {
        var item = Taken("o");
        var read = new[] { Read(item, value, 5, 6) };

        var books = _shop.Books() with { Reads = read };
        foreach (var loose in new[] { books with { RecordsMissing = 1 }, books with { ContentIncomplete = true }, books with { RefusedContentUnknown = true } })
        {
            var found = Judge(loose);
            Assert.Equal((weak, anomalies), (found.Weak.Count, found.Anomalies.Count));
        }
    }

    [Fact]
    public void Amounts_at_the_ends_of_a_long_are_summed_exactly()
    {
        var item = _shop.Item(long.MaxValue, null);
        _shop.Order("o", (item, long.MinValue)).Order("o", (item, long.MaxValue)).Order("u", (item, long.MaxValue));

        var found = Judge(_shop.Books() with { Reads = [Read(item, long.MaxValue - 1, 9, 10), Read(item, 5, 9, 10)] });

        Assert.Empty(found.Anomalies);
        Assert.Equal(5, Assert.Single(found.Weak).Value);
    }

    /// <summary>An item of 10 with an order of 3, whose attempts run from each full second to its half.</summary>
    private int Taken(string attempts)
    {
        var item = _shop.Item(10, null);
        _shop.Order(attempts, (item, -3));
        return item;
    }

    private static AccountRead Read(int account, long value, double sent, double completed, long operation = 90) =>
        new(account, value, TimeSpan.FromSeconds(sent), TimeSpan.FromSeconds(completed), operation);

    private static ReadJudgement Judge(Books books) => ReadJudge.Judge(new(books, TestContext.Current.CancellationToken), [], TestContext.Current.CancellationToken);
}
