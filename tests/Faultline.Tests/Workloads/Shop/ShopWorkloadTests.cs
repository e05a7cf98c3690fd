using Faultline.Experiments;
using Faultline.Tests.Load.Http;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

public sealed class ShopWorkloadTests
{
    // By the hurried clock: half a minute, which no busy machine needs for an answer.
    private static readonly TimeSpan Patient = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(true, 400, true)]
    [InlineData(true, 404, true)]
    [InlineData(true, 409, true)]
    [InlineData(true, 422, true)]
    [InlineData(true, 429, true)]
    [InlineData(true, 401, false)]
    [InlineData(true, 403, false)]
    [InlineData(true, 405, false)]
    [InlineData(true, 407, false)]
    [InlineData(true, 200, false)]
    [InlineData(true, 307, false)]
    [InlineData(true, 500, false)]
    [InlineData(false, 404, true)]
    [InlineData(false, 429, false)]
    public async Task Only_a_shop_that_is_to_be_populated_may_refuse_a_look_as_it_likes(bool initialise, int status, bool isShop)
    {
        using var server = new ScriptedServer($"HTTP/1.1 {status} Said\r\nContent-Length: 4\r\n\r\nnone");

        var refused = await CheckAsync(server, initialise);

        Assert.Equal(isShop, refused is null);
    }

    [Theory]
    [InlineData("""{"paid":false,"items":[{"item_id":"a"}],"user_id":"u","total_cost":1}""", "\"items\" holds an object")]
    [InlineData("<html>welcome</html>", "the body is not JSON")]
    public async Task What_is_no_answer_of_a_shop_is_told_with_what_it_said(string body, string told)
    {
        using var server = new ScriptedServer($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        var refused = await CheckAsync(server, initialise: true);

        Assert.Contains(told, refused?.Message, StringComparison.Ordinal);
        Assert.Contains($"GET {server.Address.AbsoluteUri.TrimEnd('/')}/orders/find/0", refused?.Message, StringComparison.Ordinal);
        Assert.Contains(body, refused?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_is_cut_off_after_sending_is_not_told_as_not_done()
    {
        using var server = new ScriptedServer((_, _) => Task.FromResult(false));
        using var targets = new ShopTargets(new ShopUrls(server.Address, server.Address, server.Address), new HurriedTime(100));

        var cut = await Assert.ThrowsAsync<TargetUnavailableException>(
            () => new ShopClient(targets, Patient).AddFundsAsync("u", 1, TestContext.Current.CancellationToken));

        Assert.Contains("nobody knows whether it was done", cut.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    // A server that closes kept connections without a word: what is written goes over connections it has not had yet.
    [Fact]
    public async Task Writes_do_not_meet_a_connection_that_the_server_closes_between_them()
    {
        using var server = new ScriptedServer((socket, _) => ScriptedServer.SayAsync(socket, ScriptedServer.Ok, stay: false));
        using var targets = new ShopTargets(new ShopUrls(server.Address, server.Address, server.Address), TimeProvider.System);
        var client = new ShopClient(targets, Patient);

        for (var i = 0; i < 50; i++) await client.AddFundsAsync("u", 1, TestContext.Current.CancellationToken);

        Assert.Equal(50, server.Connections);
    }

    private static async Task<TargetUnavailableException?> CheckAsync(ScriptedServer server, bool initialise)
    {
        using var targets = new ShopTargets(new ShopUrls(server.Address, server.Address, server.Address), new HurriedTime(100));
        var workload = new ShopWorkload(targets, new ShopOptions { Initialise = initialise, OperationTimeout = Patient });
        return await Record.ExceptionAsync(() => workload.CheckTargetsAsync(TestContext.Current.CancellationToken)) as TargetUnavailableException;
    }
}
