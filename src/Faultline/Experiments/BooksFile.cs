using System.IO.Compression;
using System.Text.Json;
using Faultline.Auditing;
using Faultline.Storage;

namespace Faultline.Experiments;

/// <summary>Keeps the books of a run beside its history, as compressed JSON.</summary>
internal static class BooksFile
{
    /// <summary>Name of the file in a run's folder.</summary>
    public const string Name = "books.json.gz";

    private const int Schema = 2;
    private static readonly TimeSpan LongestSettle = TimeSpan.FromDays(1);

    // Figures of an account and of an attempt take some hundred bytes of text, and an attempt at least ten in a history;
    // accounts that nobody touched come on top.
    private const long MostAnyway = 128 << 20;
    private const long MostPerByteOfHistory = 256;
    private const long MostAtAll = 4L << 30;

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, JudgedBooks judged) => AtomicFile.Write(path, stream =>
    {
        using var compressed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        JsonSerializer.Serialize(compressed, Document(judged), BooksContext.Default.BooksDocument);
    });

    /// <summary>How large the books beside a history of this size can be, unpacked; in bytes.</summary>
    public static long MostBeside(long historyBytes) =>
        Math.Min(MostAtAll, MostAnyway + (Math.Min(historyBytes, MostAtAll) * MostPerByteOfHistory));

    /// <summary>Reads the file; the attempts have neither outcome nor times, which the history has.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How large it may be unpacked, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of another schema.</exception>
    public static JudgedBooks Read(string path, long most)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            using var text = new BoundedStream(unpacked, most, $"unpacked it is larger than {most:N0} bytes, which no books beside such a history are");
            var document = JsonSerializer.Deserialize(text, BooksContext.Default.BooksDocument)
                ?? throw new InvalidDataException("it holds nothing");
            return document.Schema is < 1 or > Schema
                ? throw new InvalidDataException($"it has schema {document.Schema}, and this version reads 1 to {Schema}")
                : Judged(document);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"{Name} cannot be used: {e.Message}", e);
        }
    }

    private static BooksDocument Document(JudgedBooks judged)
    {
        var books = judged.Books;
        AccountKind[] kinds = [.. books.Accounts.Concat(books.Untouched).Select(a => a.Kind).Distinct()];
        var numbers = kinds.Index().ToDictionary(k => k.Item, k => k.Index);
        var kindNumbers = books.Kinds.Index().ToDictionary(k => k.Item.Name, k => k.Index, StringComparer.Ordinal);
        return new BooksDocument
        {
            Schema = Schema,
            TransactionKinds = books.Kinds,
            ContentIncomplete = books.ContentIncomplete,
            Conditions = judged.Conditions,
            Windows = judged.Windows,
            Kinds = kinds,
            Accounts = [.. books.Accounts.Select(Row)],
            Untouched = [.. books.Untouched.Select(Row)],
            Transactions = [.. books.Transactions.Select(t => new TransactionRow(
                t.Name, t.Key, [.. t.Postings.SelectMany(p => new[] { p.Account, p.Amount })], [.. t.Attempts.Select(a => a.Operation)], t.Damage, t.Builders)
            {
                Kind = kindNumbers[t.Kind.Name],
                GivenTwice = t.GivenTwice,
            })],
            RecordsMissing = books.RecordsMissing,
            Readers = books.Readers,
            Reads = [.. books.Reads.Where(r => r.Operation < 0).SelectMany(r => new[] { r.Account, r.Value, r.Sent.Ticks, r.Completed.Ticks })],
            RefusedContentUnknown = books.RefusedContentUnknown,
            PostingsLeftOut = books.PostingsLeftOut,
        };

        AccountRow Row(Account a) => new(a.Name, numbers[a.Kind], a.Opening, a.FirstClosing, a.Closing, a.Weight) { Lost = a.Lost, StoodSince = a.StoodSince };
    }

    private static JudgedBooks Judged(BooksDocument document)
    {
        // The reader sees to members that are missing, not to items of lists that are null.
        if (new IReadOnlyList<object?>[] { document.Kinds, document.Accounts, document.Untouched, document.Transactions, document.Windows }.Any(l => l.Contains(null)))
            throw new InvalidDataException("an item of a list is null");

        var transactionKinds = TransactionKinds(document);
        var books = new Books(
            [.. document.Accounts.Select(Account)],
            [.. document.Transactions.Select(t => new Transaction(
                t.Name, KindOf(t), [.. t.Postings.Chunk(2).Select(p => Posting(p))], [.. t.Attempts.Select(id => new Attempt(id, default, default, default))], t.Damage, t.Builders)
            {
                Key = t.Key,
                GivenTwice = t.GivenTwice,
            })],
            [.. document.Untouched.Select(Account)],
            transactionKinds)
        {
            ContentIncomplete = document.ContentIncomplete,
            RefusedContentUnknown = document.RefusedContentUnknown,
            RecordsMissing = document.RecordsMissing,
            PostingsLeftOut = document.PostingsLeftOut,
            Readers = document.Readers ?? [],
            Reads = [.. (document.Reads ?? []).Chunk(4).Select(Read)],
        };
        if (document.Kinds.Count > Ledger.MaxKinds) throw new InvalidDataException($"it has {document.Kinds.Count} sorts of account, more than any system");
        if (books.Readers.Contains(null) || document.Conditions.SucceededByKind is { } counted && counted.Contains(null)) throw new InvalidDataException("an item of a list is null");
        if (Twice(books.Readers.Select(r => r.Operation)) is { } reader) throw new InvalidDataException($"{reader} is said twice to be a read");
        if (Twice(books.Accounts.Concat(books.Untouched).Select(a => a.Name)) is { } account)
            throw new InvalidDataException($"{account} stands in it twice");
        if (Twice(books.Transactions.Select(t => (t.Kind.Name, t.Key))) is { Key: not null } transaction)
            throw new InvalidDataException($"the transaction {transaction.Key} stands in it twice");
        if (books.Transactions.FirstOrDefault(t => t.Postings.DistinctBy(p => p.Account).Count() != t.Postings.Count) is { } posted)
            throw new InvalidDataException($"{posted.Name} is posted to an account twice");
        return new JudgedBooks(books, document.Windows, document.Conditions);

        TransactionKind KindOf(TransactionRow t) => (uint)t.Kind < (uint)transactionKinds.Count
            ? transactionKinds[t.Kind]
            : throw new InvalidDataException($"{t.Name} is of a kind that is not there");

        Account Account(AccountRow a) => (uint)a.Kind < (uint)document.Kinds.Count
            ? new Account(a.Name, document.Kinds[a.Kind], a.Opening, a.FirstClosing, a.Closing, a.Weight) { Lost = a.Lost, StoodSince = a.StoodSince }
            : throw new InvalidDataException($"{a.Name} is of a sort that is not there");

        Posting Posting(long[] pair) => pair is [var account, var amount] && (ulong)account < (ulong)document.Accounts.Count
            ? new Posting((int)account, amount)
            : throw new InvalidDataException("a posting is to an account that is not there");

        AccountRead Read(long[] row) => row is [var account, var value, var sent, var completed] && (ulong)account < (ulong)document.Accounts.Count && sent <= completed
            ? new AccountRead((int)account, value, new TimeSpan(sent), new TimeSpan(completed), Operation: -1)
            : throw new InvalidDataException("a read is none of an account that is there");
    }

    private static IReadOnlyList<TransactionKind> TransactionKinds(BooksDocument document)
    {
        var kinds = document.Schema > 1
            ? document.TransactionKinds
            : document is { TransactionKind: { } name, Repeat: { } repeat, Vocabulary: { } words }
                ? [new TransactionKind(name, repeat, words.Partial, words.Damaged)]
                : null;
        if (kinds is null || kinds.Contains(null)) throw new InvalidDataException("it does not say which kinds of transaction there were");
        if (Twice(kinds.Select(k => k.Name)) is { } twice) throw new InvalidDataException($"the kind {twice} stands in it twice");
        foreach (var kind in kinds)
        {
            if (!Enum.IsDefined(kind.Repeat)) throw new InvalidDataException($"{kind.Repeat} is nothing that a repeated transaction does");
            if (kind.SettleAfter < TimeSpan.Zero || kind.SettleAfter > LongestSettle)
                throw new InvalidDataException($"effects of {kind.Name} that come {kind.SettleAfter} after the answer are none of any system");
        }

        return kinds;
    }

    private static T? Twice<T>(IEnumerable<T> names)
    {
        var seen = new HashSet<T>();
        return names.FirstOrDefault(name => !seen.Add(name));
    }
}
