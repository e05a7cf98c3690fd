using System.IO.Compression;
using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Tests.Auditing;
using Faultline.Tests.Histories;

namespace Faultline.Tests.Experiments;

public sealed class BooksFileTests : IDisposable
{
    private static readonly TransactionKind Transfer = new("transfer", RepeatRule.Refused, "partial-transfer", "transfer-damaged");

    private static readonly TransactionKind Deposit =
        new("deposit", RepeatRule.AppliesAgain, "partial-deposit", "deposit-damaged", TimeSpan.FromSeconds(7), Conserves: false);

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, BooksFile.Name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Kinds_are_kept_also_those_that_nobody_attempted()
    {
        BooksFile.Write(File, Judged(Bank()));

        var books = BooksFile.Read(File, BooksFile.MostBeside(0)).Books;

        Assert.Equal([new("checkout", RepeatRule.Refused, "partial-checkout", "order-damaged"), Transfer, Deposit], books.Kinds);
        Assert.Equal([Transfer, Deposit], books.Transactions.Select(t => t.Kind));
        Assert.Equal(["17", "17"], books.Transactions.Select(t => t.Key));
    }

    [Fact]
    public async Task Attempts_of_each_kind_are_those_of_its_own_operations()
    {
        var bank = Bank();
        BooksFile.Write(File, Judged(bank));
        var history = bank.Transactions.SelectMany(t => t.Attempts.Select(a => Operation(a.Operation, t.Kind.Name, t.Key, a.Outcome)));

        var read = await BooksFile.Read(File, BooksFile.MostBeside(0)).FromHistoryAsync(history.ToAsyncEnumerable(), TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Ok, Outcome.Failed], read.Books.Transactions[0].Attempts.Select(a => a.Outcome));
        Assert.Equal([Outcome.Unknown], read.Books.Transactions[1].Attempts.Select(a => a.Outcome));
        Assert.Equal(1, read.Conditions.Succeeded);
        Assert.Equal(3, read.Conditions.Coverage.Attempts);
    }

    [Theory]
    [InlineData("deposit", "18")]
    [InlineData("checkout", "17")]
    public async Task An_attempt_of_any_kind_that_was_not_judged_is_told(string kind, string key)
    {
        var bank = Bank();
        BooksFile.Write(File, Judged(bank));
        var history = bank.Transactions.SelectMany(t => t.Attempts.Select(a => Operation(a.Operation, t.Kind.Name, t.Key, a.Outcome)))
            .Append(Operation(99, kind, key, Outcome.Ok));

        var e = await Assert.ThrowsAsync<InvalidDataException>(() =>
            BooksFile.Read(File, BooksFile.MostBeside(0)).FromHistoryAsync(history.ToAsyncEnumerable(), TestContext.Current.CancellationToken));
        Assert.Contains("attempts at 3 transactions, and 2 were judged", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_schema_1_is_read_as_books_of_one_kind()
    {
        var judged = BooksFile.Read(Path.Combine(AppContext.BaseDirectory, "books-schema-1.json.gz"), BooksFile.MostBeside(0));
        var outcomes = "ooufoo";
        var history = judged.Books.Transactions.SelectMany(t => t.Attempts.Select(a => Operation(
            a.Operation, "checkout", t.Key, outcomes[(int)a.Operation] switch { 'o' => Outcome.Ok, 'f' => Outcome.Failed, _ => Outcome.Unknown })));

        var read = await judged.FromHistoryAsync(history.ToAsyncEnumerable(), TestContext.Current.CancellationToken);

        Assert.Equal(new TransactionKind("checkout", RepeatRule.AppliesAgain, "partial-checkout", "order-damaged"), Assert.Single(read.Books.Kinds));
        Assert.All(read.Books.Transactions, t => Assert.Same(read.Books.Kinds[0], t.Kind));
        Assert.Equal((0.5, 10, 1), (read.Conditions.MaxBlindSpot, read.Conditions.Coverage.PopulationPlanned, Assert.Single(read.Windows).To.Seconds - 8));
        Assert.Equal(
            ["id-given-twice order 3", "order-damaged order 2", "partial-checkout order 1", "untouched-account-moved item 99"],
            read.Audit(TestContext.Current.CancellationToken).Anomalies.Select(a => $"{a.Kind} {a.Entity}"));
    }

    [Theory]
    [InlineData("\"repeat\":\"Refused\"", "\"repeat\":7", "7 is nothing that a repeated transaction does")]
    [InlineData("\"settleAfter\":\"00:00:07\"", "\"settleAfter\":\"-00:00:07\"", "effects of deposit that come -00:00:07 after the answer")]
    [InlineData("\"settleAfter\":\"00:00:07\"", "\"settleAfter\":\"3.00:00:00\"", "effects of deposit that come 3.00:00:00 after the answer")]
    [InlineData("{\"name\":\"deposit\"", "{\"name\":\"transfer\"", "the kind transfer stands in it twice")]
    [InlineData("\"kind\":2,\"givenTwice\"", "\"kind\":3,\"givenTwice\"", "deposit 17 is of a kind that is not there")]
    [InlineData("\"kind\":2,\"givenTwice\"", "\"kind\":1,\"givenTwice\"", "the transaction 17 stands in it twice")]
    [InlineData("\"transactionKinds\":[", "\"transactionKinds\":[null,", "which kinds of transaction")]
    [InlineData("\"transactionKinds\":", "\"transactionsKinds\":", "which kinds of transaction")]
    [InlineData("\"schema\":2", "\"schema\":1", "which kinds of transaction")]
    [InlineData("\"schema\":2", "\"schema\":0", "it has schema 0, and this version reads 1 to 2")]
    public void Kinds_that_cannot_be_are_damage(string text, string by, string message)
    {
        var bank = Bank();
        BooksFile.Write(File, Judged(bank with { Transactions = [bank.Transactions[0], bank.Transactions[1] with { GivenTwice = [1] }] }));
        string written;
        using (var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(File), CompressionMode.Decompress))) written = reader.ReadToEnd();
        Assert.Contains(text, written, StringComparison.Ordinal);
        using (var writer = new StreamWriter(new GZipStream(System.IO.File.Create(File), CompressionLevel.Fastest)))
            writer.Write(written.Replace(text, by, StringComparison.Ordinal));

        var e = Assert.Throws<InvalidDataException>(() => BooksFile.Read(File, BooksFile.MostBeside(0)));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    private static Books Bank()
    {
        var bank = new ShopBooks();
        bank.Add(Transfer, "of", (bank.Account(100, 90), -10), (bank.Account(100, 110), 10)).Add(Deposit, "u", (bank.Account(100, 100), 10));
        var books = bank.Books();
        return books with { Transactions = [.. books.Transactions.Select(t => t with { Name = $"{t.Kind.Name} 17", Key = "17" })] };
    }

    private static JudgedBooks Judged(Books books) => new(books, [], new RunConditions { Finished = true, Converged = true });

    private static Operation Operation(long id, string kind, string key, Outcome outcome) =>
        new(id, kind, key, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(id), outcome, 0, 0, "", "");
}
