using System.Globalization;
using System.Net.Sockets;
using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Tests.Load.Http;
using Faultline.Workloads;
using Faultline.Workloads.Shop;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Workloads.Shop;

public sealed class CheckoutTrialTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedServer _shop;
    private readonly ShopTargets _targets;
    private readonly ShopClient _client;
    private int _checkouts;
    private int _reads;
    private int _stock;
    private int _added = 1;
    private int _second = 200;
    private int _credit;
    private int _takenAgain;
    private int _chargedAgain;
    private int _gone;
    private bool _late;

    public CheckoutTrialTests()
    {
        _shop = new ScriptedServer((socket, _) => AnswerAsync(socket));
        // Requests keep the real time, so that none times out however fast the canary's own passes.
        _targets = new ShopTargets(new ShopUrls(_shop.Address, _shop.Address, _shop.Address), TimeProvider.System);
        _client = new ShopClient(_targets, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(400, 0, RepeatRule.Refused)]
    [InlineData(200, 0, RepeatRule.AcceptedWithoutEffect)]
    [InlineData(200, 1, RepeatRule.AppliesAgain)]
    [InlineData(500, 1, RepeatRule.AppliesAgain)]
    [InlineData(500, 0, RepeatRule.Unknown)]
    public async Task What_the_accounts_show_in_the_end_is_the_rule(int second, int appliedAgain, RepeatRule rule)
    {
        (_second, _takenAgain, _chargedAgain) = (second, appliedAgain, appliedAgain);

        var canary = await RunAsync();

        Assert.Equal(rule, await canary.LookAsync(TestContext.Current.CancellationToken));
    }

    // What a shop does that puts two pieces into an order for one is the audit's to tell.
    [Fact]
    public async Task An_order_that_holds_more_than_was_put_in_is_counted_in_what_it_holds()
    {
        (_added, _takenAgain, _chargedAgain) = (2, 1, 1);

        var canary = await RunAsync();

        Assert.Equal(RepeatRule.AppliesAgain, await canary.LookAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_effect_that_comes_during_the_load_is_seen_after_it()
    {
        var canary = await RunAsync();
        (_stock, _credit) = (1, 10);

        Assert.Equal(RepeatRule.AppliesAgain, await canary.LookAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(3, 30)]
    [InlineData(3, 20)]
    [InlineData(1, 20)]
    [InlineData(2, 10)]
    [InlineData(0, 0)]
    public async Task Accounts_that_are_older_than_they_were_or_disagree_leave_the_rule_unknown(int stock, int credit)
    {
        var canary = await RunAsync();
        (_stock, _credit) = (stock, credit);

        Assert.Equal(RepeatRule.Unknown, await canary.LookAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(502)]
    public async Task Accounts_that_are_lost_or_unreadable_leave_the_rule_unknown(int status)
    {
        var canary = await RunAsync();
        _gone = status;

        Assert.Equal(RepeatRule.Unknown, await canary.LookAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_checkout_made_before_the_first_showed_is_no_repetition_and_tells_no_rule()
    {
        _late = true;
        var running = RunAsync();
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        var canary = await running;
        (_stock, _credit) = (1, 10);

        Assert.Equal(RepeatRule.Unknown, await canary.LookAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_second_checkout_waits_for_the_effect_of_the_first()
    {
        _late = true;

        var running = RunAsync();
        while (_reads == 0) await Task.Yield();
        var checkouts = _checkouts;
        (_late, _stock, _credit) = (false, 2, 20);
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await running;
        Assert.Equal((1, 2), (checkouts, _checkouts));
    }

    [Fact]
    public async Task A_shop_that_refuses_the_first_checkout_is_not_tested()
    {
        _checkouts = 1;
        _second = 400;

        var refused = await Assert.ThrowsAsync<TargetUnavailableException>(RunAsync);

        Assert.Contains("was not accepted", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _targets.Dispose();
        _shop.Dispose();
    }

    private async Task<RepeatCanary> RunAsync()
    {
        var trial = await CheckoutTrial.PrepareAsync(_client, TestContext.Current.CancellationToken);
        return await RepeatCanary.RunAsync(trial, _time, TestContext.Current.CancellationToken);
    }

    private Task<bool> AnswerAsync(Socket socket)
    {
        var path = _shop.Requests.Last().Split(' ')[1];
        if (path.StartsWith("/orders/checkout", StringComparison.Ordinal))
        {
            if (_checkouts++ > 0)
            {
                _stock -= _takenAgain * _added;
                _credit -= 10 * _chargedAgain * _added;
                return SayAsync(socket, _second, "again");
            }

            if (!_late) (_stock, _credit) = (_stock - _added, _credit - 10 * _added);
        }

        if (path.StartsWith("/orders/find", StringComparison.Ordinal))
            return SayAsync(socket, 200, $$"""{"paid":false,"items":[["i",{{_added}}]],"user_id":"u","total_cost":{{_added * 10}}}""");
        if (path.StartsWith("/stock/add/", StringComparison.Ordinal)) _stock = int.Parse(path.Split('/')[^1], CultureInfo.InvariantCulture);
        if (path.StartsWith("/payment/add_funds/", StringComparison.Ordinal)) _credit = int.Parse(path.Split('/')[^1], CultureInfo.InvariantCulture);
        var isStock = path.StartsWith("/stock/find", StringComparison.Ordinal);
        if (!isStock && !path.StartsWith("/payment/find", StringComparison.Ordinal))
            return SayAsync(socket, 200, """{"user_id":"u","item_id":"i","order_id":"o"}""");
        _reads++;
        if (_gone != 0) return SayAsync(socket, _gone, "no such thing");
        return SayAsync(socket, 200, isStock ? $$"""{"stock":{{_stock}},"price":10}""" : $$"""{"user_id":"u","credit":{{_credit}}}""");
    }

    private static Task<bool> SayAsync(Socket socket, int status, string body) =>
        ScriptedServer.SayAsync(socket, $"HTTP/1.1 {status} Said\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
