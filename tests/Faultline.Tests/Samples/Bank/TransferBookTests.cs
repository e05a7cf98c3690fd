using Bank.Transfers;
using Samples.Storage;

namespace Faultline.Tests.Samples.Bank;

public sealed class TransferBookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-test-").FullName;
    private readonly TransferBook _book;

    public TransferBookTests() => _book = new TransferBook(new SqliteEngine(Path.Combine(_folder, "bank.db")));

    [Fact]
    public async Task An_id_belongs_to_the_first_transfer_that_has_it()
    {
        var first = new Transfer("t1", "a", "b", 30);

        Assert.Equal(new TransferBook.Entry(first, TransferState.Pending), await _book.BeginAsync(first));
        Assert.Equal(first, (await _book.BeginAsync(first with { Cents = 31 })).Transfer);
        Assert.Equal(first, _book.Find("t1")!.Transfer);
        Assert.Null(_book.Find("t2"));
    }

    [Fact]
    public async Task An_end_is_final()
    {
        await _book.BeginAsync(new Transfer("t1", null, "b", 30));

        await _book.EndAsync("t1", TransferState.Settled);
        await _book.EndAsync("t1", TransferState.Refused);

        Assert.Equal(new TransferBook.Entry(new Transfer("t1", null, "b", 30), TransferState.Settled), _book.Find("t1"));
    }

    [Fact]
    public async Task What_is_pending_is_found_page_by_page()
    {
        foreach (var i in Enumerable.Range(0, 5)) await _book.BeginAsync(new Transfer($"t{i}", "a", "b", 1));
        await _book.EndAsync("t1", TransferState.Settled);

        Assert.Equal(["t0", "t2"], _book.Pending("", 2).Select(t => t.Id));
        Assert.Equal(["t3", "t4"], _book.Pending("t2", 2).Select(t => t.Id));
        Assert.Empty(_book.Pending("t4", 2));
    }

    public void Dispose()
    {
        _book.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
