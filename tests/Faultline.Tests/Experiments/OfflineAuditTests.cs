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

public sealed class OfflineAuditTests : IDisposable
{
    private const string Kind = "checkout";
    private static readonly FaultWindow[] Windows = [new("kill order-service-1", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(9))];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ShopBug.None)]
    [InlineData(ShopBug.LostAck)]
    [InlineData(ShopBug.DoubleCharge)]
    [InlineData(ShopBug.NoRestock)]
    [InlineData(ShopBug.HalfCheckout)]
    [InlineData(ShopBug.Oversell)]
    public async Task A_stored_run_is_judged_as_it_was(ShopBug bug)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            using var folder = new TemporaryFolder();
            var judged = Judged(SimulatedShop.Run(seed, (RepeatRule)(seed % 3), bug));
            await StoreAsync(folder.Path, judged, Attempts(judged));
            var audit = judged.Audit(TestContext.Current.CancellationToken);

            var stored = await AuditAsync(folder.Path);

            Assert.Equivalent(audit, stored.Audit, strict: true);
            Assert.Equivalent(Verdict.Judge(audit, judged.Conditions), stored.Verdict, strict: true);
            Assert.Equal(bug == ShopBug.None, stored.Verdict.Kind != VerdictKind.Inconsistent);
        }
    }

    [Fact]
    public async Task Damage_builders_untouched_accounts_and_balances_that_were_not_read_are_kept()
    {
        var shop = new ShopBooks { Repeat = RepeatRule.AppliesAgain };
        shop.Untouched.Add(new("item 99", ShopBooks.Stock, 5, 5, 4, 10));
        shop.Order("ouf", new ContentDamage("1 × item", "nothing"), (shop.Item(10, null), -1), (shop.User(100, 90), -10), (shop.Flag(1), 1));
        var judged = Judged(shop.Books());
        await StoreAsync(_folder.Path, judged, Attempts(judged));

        var stored = await AuditAsync(_folder.Path);

        Assert.Equivalent(judged.Audit(TestContext.Current.CancellationToken), stored.Audit, strict: true);
        Assert.Contains(stored.Audit!.Anomalies, a => a.Kind == "order-damaged" && a.Operations.Contains(1001));
        Assert.Contains(stored.Audit.Anomalies, a => a.Kind == AnomalyKinds.UntouchedAccountMoved);
    }

    [Fact]
    public async Task Reads_of_the_load_are_the_historys_and_later_ones_the_books()
    {
        var shop = new ShopBooks();
        var item = shop.Item(10, 9);
        var untouched = shop.Item(5, null);
        shop.Order("o", (item, -1), (shop.User(100, 90), -10), (shop.Flag(1), 1));
        var judged = Judged(shop.Books() with
        {
            Readers = [new("find-item", "item")],
            Reads =
            [
                new(item, 10, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4), 50), new(untouched, 4, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4), 51),
                new(item, 10, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9), -1),
            ],
        });
        var reads = judged.Books.Reads.Where(r => r.Operation >= 0).Select(r => new Operation(
            r.Operation, "find-item", $"{r.Account}", 0, r.Sent, r.Sent, r.Completed, Outcome.Ok, 200, 0, "", "")
        {
            Value = r.Value,
        });
        await StoreAsync(_folder.Path, judged, Attempts(judged).Concat(reads));

        var stored = await AuditAsync(_folder.Path);

        Assert.Equivalent(judged.Audit(TestContext.Current.CancellationToken), stored.Audit, strict: true);
        Assert.Equal((3, 2), (stored.Audit!.ReadsJudged, stored.Audit.WeakReads.Count));
        Assert.Equal(AnomalyKinds.ValueFromNowhere, Assert.Single(stored.Audit.Anomalies).Kind);
    }

    [Fact]
    public async Task What_later_versions_know_of_accounts_and_transactions_is_kept()
    {
        var shop = new ShopBooks();
        shop.Order("o", (shop.Item(10, 9), -1), (shop.User(100, 90), -10), (shop.Flag(1), 1));
        var judged = Judged(shop.Books());
        judged = judged with
        {
            Books = judged.Books with
            {
                Accounts = [judged.Books.Accounts[0] with { StoodSince = TimeSpan.FromSeconds(3) }, judged.Books.Accounts[1] with { Closing = null, Lost = true }, judged.Books.Accounts[2]],
                Transactions = [judged.Books.Transactions[0] with { GivenTwice = [4, 5] }],
                RecordsMissing = 3,
                PostingsLeftOut = 2,
            },
        };
        var path = Path.Combine(_folder.Path, BooksFile.Name);
        BooksFile.Write(path, judged);

        var books = BooksFile.Read(path, BooksFile.MostBeside(0)).Books;

        Assert.Equal(judged.Books.Accounts, books.Accounts);
        Assert.Equal([4L, 5L], books.Transactions[0].GivenTwice!);
        Assert.Equal((3, 2), (books.RecordsMissing, books.PostingsLeftOut));
    }

    [Fact]
    public async Task Outcomes_are_the_historys_and_not_the_books()
    {
        var shop = new ShopBooks();
        shop.Order("f", (shop.Item(10, 10), -1), (shop.User(100, 100), -10), (shop.Flag(0), 1));
        var judged = Judged(shop.Books());
        var forged = Attempts(judged).Select(o => o with { Outcome = Outcome.Ok });
        await StoreAsync(_folder.Path, judged, forged);

        var stored = await AuditAsync(_folder.Path);

        Assert.Empty(judged.Audit(TestContext.Current.CancellationToken).Anomalies);
        Assert.Equal(AnomalyKinds.AcknowledgedButLost, Assert.Single(stored.Audit!.Anomalies).Kind);
        Assert.Equal(VerdictKind.Inconsistent, stored.Verdict.Kind);
    }

    [Fact]
    public async Task A_run_in_which_nothing_succeeded_stays_undetermined()
    {
        var shop = new ShopBooks();
        shop.Order("f", (shop.Item(10, 10), -1), (shop.User(100, 100), -10), (shop.Flag(0), 1));
        // Whatever the stored count says, the history holds no success.
        var judged = Judged(shop.Books(), succeeded: 7);
        await StoreAsync(_folder.Path, judged, Attempts(judged));

        Assert.Equal(VerdictKind.Undetermined, (await AuditAsync(_folder.Path)).Verdict.Kind);
    }

    [Fact]
    public async Task A_run_that_ended_before_its_books_were_read_proves_nothing()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, RunFolder.HistoryName));

        var stored = await AuditAsync(_folder.Path);

        Assert.Null(stored.Audit);
        Assert.Equal(VerdictKind.Undetermined, stored.Verdict.Kind);
    }

    [Fact]
    public async Task A_history_that_lacks_an_attempt_accuses_nobody()
    {
        var judged = Judged(SimulatedShop.Run(3, RepeatRule.Refused));
        await StoreAsync(_folder.Path, judged, Attempts(judged).SkipWhile(o => o.Kind != Kind).Skip(1));

        var e = await Assert.ThrowsAsync<InvalidDataException>(() => AuditAsync(_folder.Path));
        Assert.Contains("an attempt at order", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_with_a_transaction_that_is_in_no_book_is_not_judged()
    {
        var judged = Judged(SimulatedShop.Run(3, RepeatRule.Refused));
        Operation[] history = [.. Attempts(judged)];
        await StoreAsync(_folder.Path, judged, history.Append(history[^1] with { Id = 9_999, Key = "order of another run" }));

        await Assert.ThrowsAsync<InvalidDataException>(() => AuditAsync(_folder.Path));
    }

    [Fact]
    public async Task Without_a_history_nothing_is_judged()
    {
        var judged = Judged(SimulatedShop.Run(3, RepeatRule.Refused));
        BooksFile.Write(Path.Combine(_folder.Path, BooksFile.Name), judged);

        var e = await Assert.ThrowsAsync<InvalidDataException>(() => AuditAsync(_folder.Path));
        Assert.Contains("history", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"schema":3}""")]
    [InlineData("""{"schema":1,"transactionKind":"checkout"}""")]
    [InlineData("""{"schema":1,"transactionKind":"checkout","repeat":"Refused","vocabulary":{"partial":"p","damaged":"d"},"contentIncomplete":false,"conditions":{},"windows":[],"kinds":[],"accounts":[null],"untouched":[],"transactions":[]}""")]
    public async Task Books_that_are_none_are_told(string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, RunFolder.HistoryName));
        using (var file = new GZipStream(File.Create(Path.Combine(_folder.Path, BooksFile.Name)), CompressionLevel.Fastest))
            file.Write(Encoding.UTF8.GetBytes(text));

        var e = await Assert.ThrowsAsync<InvalidDataException>(() => AuditAsync(_folder.Path));
        Assert.StartsWith(BooksFile.Name, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_book_of_a_later_schema_is_told_as_such()
    {
        var judged = Judged(SimulatedShop.Run(3, RepeatRule.Refused));
        await StoreAsync(_folder.Path, judged, Attempts(judged));
        Rewrite(text => text.Replace("\"schema\":2", "\"schema\":3", StringComparison.Ordinal));

        var e = await Assert.ThrowsAsync<InvalidDataException>(() => AuditAsync(_folder.Path));
        Assert.Contains("schema 3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_posting_to_an_account_that_is_not_there_is_damage()
    {
        var judged = Judged(SimulatedShop.Run(3, RepeatRule.Refused));
        await StoreAsync(_folder.Path, judged, Attempts(judged));
        Rewrite(text => text.Replace("\"postings\":[", "\"postings\":[70000,-1,", StringComparison.Ordinal));

        await Assert.ThrowsAsync<InvalidDataException>(() => AuditAsync(_folder.Path));
    }

    [Fact]
    public async Task A_file_that_is_cut_off_or_no_archive_is_damage()
    {
        var judged = Judged(SimulatedShop.Run(3, RepeatRule.Refused));
        await StoreAsync(_folder.Path, judged, Attempts(judged));
        var path = Path.Combine(_folder.Path, BooksFile.Name);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        foreach (var broken in new[] { bytes[..(bytes.Length / 2)], "no archive"u8.ToArray(), [] })
        {
            await File.WriteAllBytesAsync(path, broken, TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<InvalidDataException>(() => AuditAsync(_folder.Path));
        }
    }

    [Fact]
    public async Task A_test_that_did_not_take_place_is_undetermined_here_as_well()
    {
        var judged = Judged(SimulatedShop.Run(3, RepeatRule.Refused));
        var attempts = judged.Books.Transactions.Sum(t => t.Attempts.Count);
        judged = judged with { Conditions = judged.Conditions with { Coverage = new Coverage(10, 10, attempts * 2, attempts) } };
        await StoreAsync(_folder.Path, judged, Attempts(judged));

        var audit = await AuditAsync(_folder.Path);

        Assert.Equal(VerdictKind.Undetermined, audit.Verdict.Kind);
        Assert.Contains(audit.Verdict.Reasons, r => r.Contains("planned attempts were made (50.0 %)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whether_attempts_of_each_kind_succeeded_is_the_historys_to_say()
    {
        var books = SimulatedShop.Run(3, RepeatRule.Refused);
        var deposit = new TransactionKind("deposit", RepeatRule.Refused);
        var refused = new Transaction("deposit 1", deposit, [new Posting(0, 1)], [new Attempt(50_000, Outcome.Failed, TimeSpan.Zero, TimeSpan.Zero)]);
        var judged = Judged(books with { Kinds = [.. books.Kinds, deposit], Transactions = [.. books.Transactions, refused] });
        judged = judged with { Conditions = judged.Conditions with { SucceededByKind = [new(Kind, 1, 1), new("deposit", 1, 1)] } };
        await StoreAsync(_folder.Path, judged, Attempts(judged));

        Assert.Contains("No attempt of kind deposit succeeded.", (await AuditAsync(_folder.Path)).Verdict.Reasons);
    }

    [Fact]
    public async Task A_damaged_log_of_what_had_begun_is_noted_and_the_history_judged()
    {
        var judged = Judged(SimulatedShop.Run(3, RepeatRule.Refused));
        await StoreAsync(_folder.Path, judged, Attempts(judged));
        var log = new byte[IntentSlot.Bytes * 3];
        log[IntentSlot.Bytes] = 9;
        await File.WriteAllBytesAsync(
            Path.Combine(_folder.Path, RunFolder.HistoryName, IntentLog.FileName), log, TestContext.Current.CancellationToken);

        var audit = await AuditAsync(_folder.Path);

        Assert.NotNull(audit.Audit);
        Assert.Contains(
            "1 of the operations that were not in the history when the tool was ended cannot be read, since intents.ring is damaged, and were left out.",
            audit.Notes);
    }

    private static JudgedBooks Judged(Books books, long? succeeded = null) => new(books, Windows, new RunConditions
    {
        Finished = true,
        Converged = true,
        Succeeded = succeeded ?? books.Transactions.Sum(t => t.Attempts.Count(a => a.Outcome == Outcome.Ok)),
        MaxBlindSpot = 1,
    });

    /// <summary>The attempts as a recorder has them: in order of completion, among operations of other kinds.</summary>
    private static IEnumerable<Operation> Attempts(JudgedBooks judged) => judged.Books.Transactions
        .SelectMany(t => t.Attempts.Select(a => new Operation(a.Operation, t.Kind.Name, t.Key, 0, a.Sent, a.Sent, a.Completed, a.Outcome, 0, 0, "", "")))
        .Append(new Operation(100_000, "find-item", "0", 1, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, Outcome.Ok, 200, 0, "", ""))
        .OrderBy(o => o.Completed);

    private static async Task StoreAsync(string folder, JudgedBooks judged, IEnumerable<Operation> history)
    {
        BooksFile.Write(Path.Combine(folder, BooksFile.Name), judged);
        await using var recorder = HistoryRecorder.Create(Path.Combine(folder, RunFolder.HistoryName), new FakeTimeProvider());
        foreach (var operation in history) recorder.Record(operation);
        await recorder.CompleteAsync();
    }

    private static Task<OfflineAudit> AuditAsync(string folder, params KindTotals[] told) => OfflineAudit.OfAsync(folder, told, TestContext.Current.CancellationToken);

    private void Rewrite(Func<string, string> change)
    {
        var path = Path.Combine(_folder.Path, BooksFile.Name);
        string text;
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress))) text = reader.ReadToEnd();
        Assert.NotEqual(text, change(text));
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.Write(change(text));
    }
}
