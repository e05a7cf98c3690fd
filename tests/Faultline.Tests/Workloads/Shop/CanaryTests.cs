using System.Globalization;
using System.Net.Sockets;
using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Tests.Load.Http;
using Faultline.Workloads.Shop;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Workloads.Shop;

public sealed class CanaryTests : IDisposable
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
    private int _takenAgain;
    private bool _isGone;

    public CanaryTests()
    {
        _shop = new ScriptedServer((socket, _) => AnswerAsync(socket));
        // Requests keep the real time, so that none times out however fast the canary's own passes.
        _targets = new ShopTargets(new ShopUrls(_shop.Address, _shop.Address, _shop.Address), TimeProvider.System);
        _client = new ShopClient(_targets, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_repeated_checkout_that_is_refused_is_known_at_once_and_not_watched()
    {
        _second = 400;

        var canary = await RunAsync();
        var read = _reads;

        Assert.Equal(RepeatRule.Refused, canary.Rule);
        Assert.Equal(RepeatRule.Refused, await canary.WatchAsync(TestContext.Current.CancellationToken));
        Assert.Equal(read, _reads);
    }

    // Also where the shop puts two pieces into an order for one: what it does then is the audit's to tell.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_repeated_checkout_that_takes_stock_again_applies_again_without_a_wait(int added)
    {
        (_takenAgain, _added) = (1, added);

        var canary = await RunAsync();

        Assert.Null(canary.Rule);
        Assert.Equal(RepeatRule.AppliesAgain, await canary.WatchAsync(TestContext.Current.CancellationToken));
        Assert.Equal(RepeatRule.AppliesAgain, canary.Rule);
    }

    [Fact]
    public async Task A_repeated_checkout_without_effect_is_watched_until_two_seconds_after_its_answer()
    {
        var canary = await RunAsync();
        var answered = _time.GetTimestamp();

        var watching = canary.WatchAsync(TestContext.Current.CancellationToken);
        while (!watching.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        Assert.Equal(RepeatRule.AcceptedWithoutEffect, await watching);
        Assert.True(_time.GetElapsedTime(answered) > TimeSpan.FromSeconds(2), $"{_time.GetElapsedTime(answered)}");
    }

    [Fact]
    public async Task Once_a_load_of_more_than_two_seconds_has_passed_one_look_is_enough()
    {
        var canary = await RunAsync();
        var read = _reads;
        _time.Advance(TimeSpan.FromSeconds(2.1));

        Assert.Equal(RepeatRule.AcceptedWithoutEffect, await canary.WatchAsync(TestContext.Current.CancellationToken));
        Assert.Equal(read + 1, _reads);
    }

    [Fact]
    public async Task An_effect_that_comes_during_the_load_is_seen_after_it()
    {
        var canary = await RunAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        _stock = 1;

        Assert.Equal(RepeatRule.AppliesAgain, await canary.WatchAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_the_stock_cannot_be_read_after_the_load_no_rule_is_made_up()
    {
        var canary = await RunAsync();
        _time.Advance(TimeSpan.FromSeconds(2.1));
        _isGone = true;

        await Assert.ThrowsAsync<TargetUnavailableException>(() => canary.WatchAsync(TestContext.Current.CancellationToken));
        Assert.Null(canary.Rule);
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

    private Task<Canary> RunAsync() => Canary.RunAsync(_client, _time, TestContext.Current.CancellationToken);

    private Task<bool> AnswerAsync(Socket socket)
    {
        var path = _shop.Requests.Last().Split(' ')[1];
        if (path.StartsWith("/orders/checkout", StringComparison.Ordinal))
        {
            if (_checkouts++ > 0)
            {
                _stock -= _takenAgain * _added;
                return SayAsync(socket, _second, "again");
            }

            _stock -= _added;
        }

        if (path.StartsWith("/orders/find", StringComparison.Ordinal))
            return SayAsync(socket, 200, $$"""{"paid":false,"items":[["i",{{_added}}]],"user_id":"u","total_cost":{{_added * 10}}}""");
        if (path.StartsWith("/stock/add/", StringComparison.Ordinal)) _stock = int.Parse(path.Split('/')[^1], CultureInfo.InvariantCulture);
        if (!path.StartsWith("/stock/find", StringComparison.Ordinal)) return SayAsync(socket, 200, """{"user_id":"u","item_id":"i","order_id":"o"}""");
        _reads++;
        if (_isGone) return SayAsync(socket, 404, "no such item");
        return SayAsync(socket, 200, $$"""{"stock":{{_stock}},"price":10}""");
    }

    private static Task<bool> SayAsync(Socket socket, int status, string body) =>
        ScriptedServer.SayAsync(socket, $"HTTP/1.1 {status} Said\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
