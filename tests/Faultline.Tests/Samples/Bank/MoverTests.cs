using Bank.Bugs;
using Bank.Transfers;
using Samples.Bugs;

namespace Faultline.Tests.Samples.Bank;

public sealed class MoverTests
{
    private const int Struck = 10;

    [Fact]
    public async Task A_transfer_moves_the_money_once_however_often_it_is_carried_on()
    {
        using var ledger = new LedgerPostings();
        var (a, b) = (await ledger.Ledger.OpenAsync(0, 100), await ledger.Ledger.OpenAsync(0, 0));
        var transfer = new Transfer("t1", a, b, 30);

        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Mover(ledger).MoveAsync(transfer, Token)));

        Assert.All(ends, end => Assert.Equal(TransferState.Settled, end));
        Assert.Equal((70, 30), (ledger.Balance(a), ledger.Balance(b)));
    }

    [Fact]
    public async Task A_transfer_of_what_is_not_there_is_refused_for_good()
    {
        using var ledger = new LedgerPostings();
        var (a, b) = (await ledger.Ledger.OpenAsync(0, 10), await ledger.Ledger.OpenAsync(0, 0));
        var transfer = new Transfer("t1", a, b, 30);

        Assert.Equal(TransferState.Refused, await Mover(ledger).MoveAsync(transfer, Token));
        await ledger.Ledger.SetBalanceAsync(a, 100);

        Assert.Equal(TransferState.Refused, await Mover(ledger).MoveAsync(transfer, Token));
        Assert.Equal((100, 0), (ledger.Balance(a), ledger.Balance(b)));
    }

    [Theory]
    [InlineData("none", "b")]
    [InlineData("a", "none")]
    public async Task A_transfer_from_or_to_nobody_is_refused_and_leaves_no_trace(string from, string to)
    {
        using var ledger = new LedgerPostings();
        var accounts = new Dictionary<string, string> { ["a"] = await ledger.Ledger.OpenAsync(0, 100), ["b"] = await ledger.Ledger.OpenAsync(0, 0), ["none"] = "none" };
        var transfer = new Transfer("t1", accounts[from], accounts[to], 30);

        var ends = new[] { await Mover(ledger).MoveAsync(transfer, Token), await Mover(ledger).MoveAsync(transfer, Token) };

        Assert.All(ends, end => Assert.Equal(TransferState.Refused, end));
        Assert.Equal((100, 0), (ledger.Balance(accounts["a"]), ledger.Balance(accounts["b"])));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(null, 0)]
    [InlineData(null, 1)]
    public async Task A_transfer_that_is_cut_off_anywhere_is_carried_on_to_its_end(int? lostCall, int? lostAnswer)
    {
        using var ledger = new LedgerPostings { LostCall = lostCall, LostAnswer = lostAnswer };
        var (a, b) = (await ledger.Ledger.OpenAsync(0, 100), await ledger.Ledger.OpenAsync(0, 0));
        var transfer = new Transfer("t1", a, b, 30);

        Assert.Equal(TransferState.Pending, await Mover(ledger).MoveAsync(transfer, Token));
        Assert.Equal(TransferState.Settled, await Mover(ledger).MoveAsync(transfer, Token));

        Assert.Equal((70, 30), (ledger.Balance(a), ledger.Balance(b)));
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(null, 2)]
    public async Task A_refusal_that_is_cut_off_while_it_undoes_gives_the_money_back(int? lostCall, int? lostAnswer)
    {
        using var ledger = new LedgerPostings { LostCall = lostCall, LostAnswer = lostAnswer };
        var a = await ledger.Ledger.OpenAsync(0, 100);
        var transfer = new Transfer("t1", a, "none", 30);

        Assert.Equal(TransferState.Pending, await Mover(ledger).MoveAsync(transfer, Token));
        Assert.Equal(TransferState.Refused, await Mover(ledger).MoveAsync(transfer, Token));

        Assert.Equal(100, ledger.Balance(a));
    }

    [Fact]
    public async Task A_deposit_brings_money_in_once()
    {
        using var ledger = new LedgerPostings { LostAnswer = 0 };
        var a = await ledger.Ledger.OpenAsync(0, 100);
        var deposit = new Transfer("d1", null, a, 30);

        Assert.Equal(TransferState.Pending, await Mover(ledger).MoveAsync(deposit, Token));
        Assert.Equal(TransferState.Settled, await Mover(ledger).MoveAsync(deposit, Token));
        Assert.Equal(TransferState.Refused, await Mover(ledger).MoveAsync(new Transfer("d2", null, "none", 30), Token));

        Assert.Equal(130, ledger.Balance(a));
    }

    [Fact]
    public async Task A_half_transfer_takes_the_money_and_gives_it_to_nobody()
    {
        using var ledger = new LedgerPostings();
        var (a, b) = (await ledger.Ledger.OpenAsync(0, 100), await ledger.Ledger.OpenAsync(0, 0));
        var id = StruckId(i => $"{i}:credit");

        Assert.Equal(TransferState.Settled, await new Mover(new HalfTransfer(ledger), TimeSpan.Zero, TimeProvider.System).MoveAsync(new Transfer(id, a, b, 30), Token));

        Assert.Equal((70, 0), (ledger.Balance(a), ledger.Balance(b)));
    }

    [Fact]
    public async Task A_double_transfer_moves_the_money_twice_and_no_third_time()
    {
        using var ledger = new LedgerPostings();
        var (a, b) = (await ledger.Ledger.OpenAsync(0, 100), await ledger.Ledger.OpenAsync(0, 0));
        var transfer = new Transfer(StruckId(i => i), a, b, 30);
        var mover = new DoubleTransfer(Mover(ledger));

        for (var i = 0; i < 3; i++) Assert.Equal(TransferState.Settled, await mover.MoveAsync(transfer, Token));

        Assert.Equal((40, 60), (ledger.Balance(a), ledger.Balance(b)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Mover Mover(IPostings postings) => new(postings, TimeSpan.Zero, TimeProvider.System);

    private static string StruckId(Func<string, string> key) => Enumerable.Range(0, 1000).Select(i => $"t{i}").First(i => Strikes.Hits(key(i), Struck));
}
