using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class ShopStateTests : IDisposable
{
    private static readonly IReadOnlyDictionary<string, OrderContent> Nothing = new Dictionary<string, OrderContent>();

    private readonly ScriptedShop _shop = new();
    private readonly RunClock _clock = new(TimeProvider.System);
    private readonly List<(string What, long Done, long Total)> _progress = [];

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task The_first_pass_reads_what_was_attempted_with_its_user_and_items_and_some_that_nobody_touched()
    {
        _shop.Order("o", "0", paid: true, "1", "2").User("0", 80).Item("1", 99).Item("2", 99).User("3", 100).Item("4", 100);
        var state = await StateAsync([Checkout("o", Outcome.Ok)], users: ["0", "3"], items: ["1", "2", "4"]);

        var pass = await ReadAsync(state, StateScope.Everything);

        Assert.Equal(new StatePass(6, 0, 0), pass);
        Assert.Equal(
            ["/orders/find/o", "/payment/find_user/0", "/payment/find_user/3", "/stock/find/1", "/stock/find/2", "/stock/find/4"],
            _shop.Asked.Order(StringComparer.Ordinal));
        Assert.Equal((99L, 80L), (state.Last().Items["1"]!.Value.Stock, state.Last().Users["0"]!.Value));
    }

    [Fact]
    public async Task What_may_still_move_is_all_that_an_unknown_outcome_touched_and_a_small_sample()
    {
        var history = Enumerable.Range(0, 200).Select(i => Checkout($"{i}", i == 7 ? Outcome.Unknown : Outcome.Ok)).ToArray();
        for (var i = 0; i < 200; i++) _shop.Order($"{i}", $"{i}", paid: true, $"{i}").User($"{i}", 90).Item($"{i}", 99);
        var state = await StateAsync(history);
        await ReadAsync(state, StateScope.Everything);
        _shop.Forget();

        var pass = await ReadAsync(state, StateScope.MayStillMove);

        Assert.True(new[] { "/orders/find/7", "/payment/find_user/7", "/stock/find/7" }.All(_shop.Asked.Contains));
        Assert.InRange(pass.Read, 20, 600 / 8 + 6);
        Assert.Equal(pass.Read, _shop.Asked.Count);
    }

    [Fact]
    public async Task Accounts_that_are_named_are_read_and_nothing_else()
    {
        _shop.Order("o", "u", paid: true, "i").User("u", 90).Item("i", 99);
        var state = await StateAsync([Checkout("o", Outcome.Ok)]);
        await ReadAsync(state, StateScope.Everything);
        _shop.Forget();
        _shop.Item("i", 98);

        var pass = await ReadAsync(state, StateScope.Of(new HashSet<string> { "item i", "order o" }));

        Assert.Equal(new StatePass(2, 1, 0), pass);
        Assert.Equal((99L, 98L), (state.First().Items["i"]!.Value.Stock, state.Last().Items["i"]!.Value.Stock));
        Assert.Equal(["item i"], state.Last().Since.Keys);
    }

    [Fact]
    public async Task A_value_between_the_first_and_the_last_is_kept_with_its_time()
    {
        _shop.Order("o", "u", paid: true, "i").User("u", 90).Item("i", 99);
        var state = await StateAsync([Checkout("o", Outcome.Ok)]);
        foreach (var stock in new[] { 99, -5, 98 })
        {
            _shop.Item("i", stock);
            await ReadAsync(state, StateScope.Everything);
        }

        var passed = Assert.Single(state.Last().Passed);
        Assert.Equal(("item i", -5L), (passed.Id, passed.Value));
        Assert.True(passed.Sent <= passed.Completed);
    }

    [Fact]
    public async Task An_order_that_could_not_be_read_at_first_brings_its_user_and_items_with_it_later()
    {
        _shop.Says("/orders/find/o", 503, "later");
        var state = await StateAsync([Checkout("o", Outcome.Ok)]);
        Assert.Equal(new StatePass(1, 0, 1), await ReadAsync(state, StateScope.Everything));
        _shop.Order("o", "u", paid: true, "i").User("u", 90).Item("i", 99);

        var pass = await ReadAsync(state, StateScope.MayStillMove);

        Assert.Equal(new StatePass(3, 1, 0), pass);
        Assert.Equal(90, state.Last().Users["u"]);
    }

    [Fact]
    public async Task What_is_refused_as_an_id_that_never_was_while_a_new_one_reads_back_is_lost()
    {
        _shop.Order("o", "0", paid: true, "1").User("0", 90);
        var state = await StateAsync([Checkout("o", Outcome.Ok)], items: ["1", "2"]);

        var pass = await ReadAsync(state, StateScope.Everything);

        Assert.Equal(0, pass.Unreadable);
        Assert.Equal(["1", "2"], state.Last().Losses.Items.Order());
        Assert.Empty(state.Last().Losses.Users);
    }

    [Fact]
    public async Task An_order_whose_creation_was_answered_ok_can_be_lost_like_any_other()
    {
        var put = new Dictionary<string, OrderContent> { ["o"] = new("u", Paid: false, 0, [new OrderLine("i", 1)]) };
        _shop.User("u", 90).Item("i", 99);
        var state = await StateAsync([Checkout("o", Outcome.Ok)], created: put);

        await ReadAsync(state, StateScope.Everything);

        Assert.Equal(["o"], state.Last().Losses.Orders);
        Assert.Null(state.Last().Orders["o"]);
        Assert.Equal(90, state.Last().Users["u"]);
    }

    [Theory]
    [InlineData(400, "DB error")]
    [InlineData(404, "1 does not exist")]
    [InlineData(500, "1 does not exist")]
    [InlineData(200, "garbage")]
    public async Task Any_other_answer_is_unreadable_and_proves_nothing(int status, string body)
    {
        _shop.Order("o", "0", paid: true, "1").User("0", 90).Says("/stock/find/1", status, body);
        var state = await StateAsync([Checkout("o", Outcome.Ok)]);

        var pass = await ReadAsync(state, StateScope.Everything);

        Assert.Equal(1, pass.Unreadable);
        Assert.Equal(0, state.Last().Losses.Count);
    }

    [Fact]
    public async Task What_was_refused_once_and_is_not_lost_is_asked_again()
    {
        _shop.Order("o", "0", paid: true, "1").User("0", 90).Says("/stock/find/1", 400, "DB error");
        var state = await StateAsync([Checkout("o", Outcome.Ok)]);
        await ReadAsync(state, StateScope.Everything);
        _shop.Item("1", 99);

        var pass = await ReadAsync(state, StateScope.MayStillMove);

        Assert.Equal((1, 0), (pass.Changed, pass.Unreadable));
        Assert.Equal(99, state.Last().Items["1"]!.Value.Stock);
    }

    [Fact]
    public async Task What_the_population_put_into_an_order_is_read_though_the_order_is_gone()
    {
        _shop.User("0", 90).Item("1", 99);
        var state = await StateAsync(
            [Checkout("o", Outcome.Ok)], contents: new Dictionary<string, OrderContent> { ["o"] = new("0", Paid: false, 10, [new OrderLine("1", 1)]) });

        var pass = await ReadAsync(state, StateScope.Everything);

        Assert.Equal(new StatePass(3, 0, 0), pass);
        Assert.Equal((90L, 99L), (state.Last().Users["0"]!.Value, state.Last().Items["1"]!.Value.Stock));
    }

    [Fact]
    public async Task A_pass_over_what_is_accused_writes_nothing_into_the_shop_where_nothing_changed()
    {
        _shop.Order("o", "0", paid: true, "1").User("0", 90);
        var state = await StateAsync([Checkout("o", Outcome.Ok)]);
        await ReadAsync(state, StateScope.Everything);
        _shop.Forget();

        await ReadAsync(state, StateScope.Of(new HashSet<string> { "item 1" }));

        Assert.Equal(["/stock/find/1"], _shop.Asked);
        Assert.Equal(["1"], state.Last().Losses.Items);
    }

    [Fact]
    public async Task A_store_in_which_nothing_new_reads_back_has_lost_nothing()
    {
        _shop.Order("o", "0", paid: true, "1").User("0", 90);
        _shop.Creates = false;
        var state = await StateAsync([Checkout("o", Outcome.Ok)]);

        var pass = await ReadAsync(state, StateScope.Everything);

        Assert.Equal((1, 0), (pass.Unreadable, state.Last().Losses.Count));
    }

    [Fact]
    public async Task How_far_a_pass_got_is_told_with_its_end()
    {
        var history = Enumerable.Range(0, 300).Select(i => Checkout($"{i}", Outcome.Ok)).ToArray();
        for (var i = 0; i < 300; i++) _shop.Order($"{i}", "0", paid: true, "1");
        _shop.User("0", 90).Item("1", 99);
        var state = await StateAsync(history);

        await ReadAsync(state, StateScope.Everything);

        Assert.Contains(_progress, p => p is { What: "pass 1", Done: 200 });
        Assert.Equal(("pass 1", 302L, 302L), _progress[^1]);
    }

    [Fact]
    public async Task A_pass_over_single_accounts_tells_nothing_so_that_it_hides_no_longer_work()
    {
        _shop.Order("o", "0", paid: true, "1").User("0", 90).Item("1", 99);
        var state = await StateAsync([Checkout("o", Outcome.Ok)]);
        await ReadAsync(state, StateScope.Everything);
        _progress.Clear();

        var pass = await ReadAsync(state, StateScope.Of(new HashSet<string> { ShopNames.OfUser("0") }));

        Assert.Equal(1, pass.Read);
        Assert.Empty(_progress);
    }

    private static Operation Checkout(string order, Outcome outcome) => new(
        0, "checkout", order, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(1), outcome, 200, 0, "", "");

    private static async IAsyncEnumerable<Operation> Stream(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations) yield return operation;
        await Task.CompletedTask;
    }

    private async Task<ShopState> StateAsync(
        Operation[] history, string[]? users = null, string[]? items = null, IReadOnlyDictionary<string, OrderContent>? created = null,
        IReadOnlyDictionary<string, OrderContent>? contents = null)
    {
        var ledger = await ShopLedger.ReadAsync(Stream(history), TestContext.Current.CancellationToken);
        var population = new ShopPopulation("", [], users ?? [], items ?? [], [], [], new OpeningBalances(100, 100)) { Planned = 0, Contents = contents ?? Nothing };
        return new ShopState(_shop.Client, ledger, created ?? Nothing, population, seed: 1, untouched: 500);
    }

    private Task<StatePass> ReadAsync(ShopState state, StateScope scope) =>
        state.ReadAsync(scope, _clock, new Progress(_progress), TestContext.Current.CancellationToken);

    private sealed class Progress(List<(string What, long Done, long Total)> told) : IRunObserver
    {
        public void Progressed(string what, long done, long total)
        {
            lock (told) told.Add((what, done, total));
        }
    }
}
