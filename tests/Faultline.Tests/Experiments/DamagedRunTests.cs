using System.IO.Compression;
using System.Text;
using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Tests.Auditing;
using Faultline.Tests.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Experiments;

/// <summary>What happens to a run's files on disk, and that judging them again says so.</summary>
public sealed class DamagedRunTests : IDisposable
{
    private const string Kind = "checkout";
    private const string Books = BooksFile.Name;
    private const string Segment = "history/part-000000.parquet";
    private const string Second = "history/part-000001.parquet";
    private readonly TemporaryFolder _folder = new();
    private readonly JudgedBooks _judged;
    private readonly Operation[] _history;

    public DamagedRunTests()
    {
        var books = SimulatedShop.Run(3, RepeatRule.Refused);
        _judged = new JudgedBooks(books, [], new RunConditions { Finished = true, Converged = true, MaxBlindSpot = 1 });
        _history =
        [
            .. books.Transactions
                .SelectMany(t => t.Attempts.Select(a => new Operation(a.Operation, Kind, t.Key, 0, a.Sent, a.Sent, a.Completed, a.Outcome, 0, 0, "", "")))
                .OrderBy(o => o.Id),
        ];
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_whole_run_is_judged_without_a_note()
    {
        await StoreAsync(_history, sealing: true);

        var audit = await AuditAsync(Told());

        Assert.Empty(audit.Notes);
        Assert.Empty(audit.Audit!.Anomalies);
    }

    [Fact]
    public async Task Nothing_vouches_for_a_run_without_digests_and_it_is_judged_all_the_same()
    {
        await StoreAsync(_history, sealing: false);

        var audit = await AuditAsync();

        Assert.NotNull(audit.Audit);
        Assert.Contains("nothing vouches", Assert.Single(audit.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_that_are_shifted_by_an_hour_are_damage_of_the_segment()
    {
        await StoreAsync(_history, sealing: true);
        var hour = TimeSpan.FromHours(1);
        await RecordAsync(_history.Select(o => o with { Intended = o.Intended + hour, Sent = o.Sent + hour, Completed = o.Completed + hour }));

        await DamagedAsync(Segment);
    }

    [Fact]
    public async Task A_weight_that_was_changed_is_damage_of_the_books()
    {
        await StoreAsync(_history, sealing: true);
        Store(Reweighed());

        await DamagedAsync(Books);
    }

    [Fact]
    public async Task A_weight_that_was_changed_is_noted_also_where_nothing_vouches()
    {
        await StoreAsync(_history, sealing: false);
        Store(Reweighed());

        Assert.Contains((await AuditAsync()).Notes, n => n.Contains("do not balance", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_that_is_twice_in_the_books_is_named(bool sealing)
    {
        await StoreAsync(_history, sealing);
        var transactions = _judged.Books.Transactions;
        Store(_judged with { Books = _judged.Books with { Transactions = [.. transactions, transactions[0]] } });

        await DamagedAsync(sealing ? Books : $"the transaction {transactions[0].Key} stands in it twice");
    }

    [Fact]
    public async Task An_account_that_is_twice_in_the_books_is_named()
    {
        await StoreAsync(_history, sealing: false);
        Store(_judged with { Books = _judged.Books with { Untouched = [_judged.Books.Accounts[0]] } });

        await DamagedAsync($"{_judged.Books.Accounts[0].Name} stands in it twice");
    }

    [Fact]
    public async Task A_transaction_that_is_posted_to_an_account_twice_is_named()
    {
        await StoreAsync(_history, sealing: false);
        var transaction = _judged.Books.Transactions[0];
        Store(_judged with { Books = _judged.Books with { Transactions = [transaction with { Postings = [.. transaction.Postings, transaction.Postings[0]] }, .. _judged.Books.Transactions.Skip(1)] } });

        await DamagedAsync($"{transaction.Name} is posted to an account twice");
    }

    [Theory]
    [InlineData(99_999L, "operation 99999, judged as an attempt")]
    [InlineData(null, "twice")]
    public async Task Attempts_of_the_books_that_are_not_in_the_history_or_twice_are_named(long? id, string told)
    {
        await StoreAsync(_history, sealing: false);
        var transaction = _judged.Books.Transactions[0];
        var other = transaction.Attempts[0] with { Operation = id ?? transaction.Attempts[0].Operation };
        Store(_judged with { Books = _judged.Books with { Transactions = [transaction with { Attempts = [.. transaction.Attempts, other] }, .. _judged.Books.Transactions.Skip(1)] } });

        await DamagedAsync(told);
    }

    [Fact]
    public async Task An_operation_that_is_twice_in_the_history_is_named()
    {
        await StoreAsync([.. _history, _history[0] with { Kind = "find-item" }], sealing: false);

        await DamagedAsync("operation 0 stands in it twice");
    }

    [Fact]
    public async Task An_operation_that_ends_before_it_was_sent_is_named()
    {
        // No recorder writes one.
        var check = new HistoryCheck();
        var history = new[] { _history[0] with { Sent = TimeSpan.FromSeconds(2), Completed = TimeSpan.FromSeconds(1) } }.ToAsyncEnumerable();

        var e = await Assert.ThrowsAsync<InvalidDataException>(
            async () => await check.WatchAsync(history, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));

        Assert.Contains("operation 0 ended before it was sent", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_segment_that_is_missing_is_named(bool sealing)
    {
        await StoreAsync(_history, sealing);
        File.Delete(At(Segment));

        await DamagedAsync($"{Segment} is missing");
    }

    [Fact]
    public async Task Segments_that_were_exchanged_are_named()
    {
        await StoreAsync(_history, sealing: true);
        File.Move(At(Segment), At("other"));
        File.Move(At(Second), At(Segment));
        File.Move(At("other"), At(Second));

        await DamagedAsync($"{Segment} is damaged: it holds what {Second} held");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_segment_that_was_cut_is_named(bool sealing)
    {
        await StoreAsync(_history, sealing);
        await using (var file = File.OpenWrite(At(Segment))) file.SetLength(file.Length - 100);

        await DamagedAsync("part-000000.parquet is damaged");
    }

    [Fact]
    public async Task A_segment_of_another_run_is_named()
    {
        await StoreAsync(_history, sealing: true);
        File.Copy(At(Segment), At("history/part-000002.parquet"));

        await DamagedAsync("history/part-000002.parquet was not there");
    }

    [Fact]
    public async Task A_run_json_that_was_changed_is_named()
    {
        await StoreAsync(_history, sealing: true);
        Put("run.json", """{"verdict":"inconsistent"}""");

        await DamagedAsync("run.json is damaged");
    }

    [Theory]
    [InlineData("no digest")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  ../../etc/passwd")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  history/part-0/../../x")]
    public async Task Digests_that_are_none_are_damage(string line)
    {
        await StoreAsync(_history, sealing: true);
        await File.AppendAllTextAsync(At(RunSeal.Name), line, TestContext.Current.CancellationToken);

        await DamagedAsync(RunSeal.Name);
    }

    [Fact]
    public async Task Before_the_run_has_ended_its_run_json_may_still_change()
    {
        await StoreAsync(_history, sealing: true);
        RunSeal.Write(_folder.Path, finished: false);
        Put("run.json", "{}");

        Assert.Empty((await AuditAsync()).Notes);
    }

    [Theory]
    [InlineData(1, "that ended ok")]
    [InlineData(-1, "that ended ok")]
    public async Task Totals_of_the_run_that_its_history_does_not_hold_are_named(int more, string told)
    {
        await StoreAsync(_history, sealing: false);
        var totals = Told();
        totals[0] = totals[0] with { Requests = totals[0].Requests with { Ok = totals[0].Requests.Ok + more } };

        await DamagedAsync(told, totals);
    }

    [Fact]
    public async Task What_could_not_be_recorded_is_missing_in_the_history_and_no_more()
    {
        await StoreAsync(_history, sealing: false);
        var totals = Told();
        totals[0] = totals[0] with { Requests = totals[0].Requests with { Ok = totals[0].Requests.Ok + 2 } };
        Store(_judged with { Conditions = _judged.Conditions with { OperationsLost = 2 } });
        Assert.NotNull((await AuditAsync(totals)).Audit);

        Store(_judged with { Conditions = _judged.Conditions with { OperationsLost = 1 } });
        await DamagedAsync("2 operations less", totals);
    }

    [Fact]
    public async Task Kinds_of_operations_that_the_run_does_not_know_are_named()
    {
        await StoreAsync([.. _history, _history[0] with { Id = 9_999, Kind = "refund" }], sealing: false);

        await DamagedAsync("operations refund", Told());
    }

    [Fact]
    public async Task Books_that_unpack_to_more_than_their_history_allows_are_not_read_to_the_end()
    {
        await StoreAsync(_history, sealing: false);
        await using (var file = new GZipStream(File.Create(At(Books)), CompressionLevel.Fastest))
        {
            file.Write("""{"schema":1,"""u8);
            var spaces = Encoding.UTF8.GetBytes(new string(' ', 1 << 20));
            for (var i = 0; i < 200; i++) file.Write(spaces);
        }

        await DamagedAsync($"{Books} cannot be used: unpacked it is larger than");
    }

    [Theory]
    [InlineData(0, 1L << 27)]
    [InlineData(1 << 20, (1L << 27) + (1L << 28))]
    [InlineData(long.MaxValue, 4L << 30)]
    public void The_bound_of_books_follows_their_history_up_to_an_absolute_one(long history, long most) => Assert.Equal(most, BooksFile.MostBeside(history));

    private JudgedBooks Reweighed()
    {
        var accounts = _judged.Books.Accounts;
        return _judged with { Books = _judged.Books with { Accounts = [accounts[0] with { Weight = accounts[0].Weight + 1 }, .. accounts.Skip(1)] } };
    }

    private KindTotals[] Told() =>
    [
        new(Kind, new(_history.Length, _history.Length, Count(Outcome.Ok), Count(Outcome.Failed), Count(Outcome.Unknown), 0, LatencyHistogram.Empty)),
    ];

    private long Count(Outcome outcome) => _history.Count(o => o.Outcome == outcome);

    private void Store(JudgedBooks judged) => BooksFile.Write(At(Books), judged);

    private async Task StoreAsync(Operation[] history, bool sealing)
    {
        await RecordAsync(history);
        Store(_judged);
        Put("run.json", "{}");
        if (sealing) RunSeal.Write(_folder.Path, finished: true);
    }

    /// <summary>Two segments, so that one can be missing before another.</summary>
    private async Task RecordAsync(IEnumerable<Operation> history)
    {
        if (Directory.Exists(At("history"))) Directory.Delete(At("history"), recursive: true);
        var operations = history.ToArray();
        var time = new FakeTimeProvider();
        await using var recorder = HistoryRecorder.Create(At("history"), time);
        recorder.Record(operations[0]);
        time.Advance(TimeSpan.FromSeconds(1));
        await OperationSamples.HappensAsync(() => File.Exists(At(Segment)));
        foreach (var operation in operations[1..]) recorder.Record(operation);
        await recorder.CompleteAsync();
    }

    private async Task DamagedAsync(string told, params KindTotals[] totals)
    {
        var e = await Assert.ThrowsAsync<InvalidDataException>(() => AuditAsync(totals));
        Assert.Contains(told, e.Message, StringComparison.Ordinal);
    }

    private string At(string file) => Path.Combine(_folder.Path, file);

    private void Put(string file, string text) => File.WriteAllText(At(file), text);

    private Task<OfflineAudit> AuditAsync(params KindTotals[] told) => OfflineAudit.OfAsync(_folder.Path, told, TestContext.Current.CancellationToken);
}
