using System.Net;
using System.Net.Sockets;
using System.Text;
using Shop;

namespace Faultline.IntegrationTests.Shop;

public sealed class GatewayTests
{
    [Fact]
    public async Task Replicas_answer_in_turn_and_a_stopped_one_is_left_out_until_it_is_back()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga, replicas: 2);
        string item = await shop.CreateAsync("/stock/item/create/5", "item_id");
        await Eventually.TrueAsync(() => AnsweringAsync(shop, item, "Stock-1", "Stock-2"));

        await shop.StopAsync("Stock-1");
        await Eventually.TrueAsync(() => AnsweringAsync(shop, item, "Stock-2"));
        await shop.StartAsync("Stock-1");

        await Eventually.TrueAsync(() => AnsweringAsync(shop, item, "Stock-1", "Stock-2"));
    }

    [Fact]
    public async Task Service_that_is_down_is_answered_for_by_the_gateway_while_it_is_healthy_itself()
    {
        await using RunningShop shop = await RunningShop.StartAsync(CheckoutMode.Saga);
        await shop.StopAsync("Payment-1");

        (HttpStatusCode status, _, string? instance) = await shop.PostAsync("/payment/create_user");

        Assert.Contains(status, new[] { HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout });
        Assert.Null(instance);
        Assert.Equal(HttpStatusCode.OK, (await shop.GetAsync("/health")).Status);
    }

    [Theory]
    [InlineData("Content-Length: 0\r\n")]
    [InlineData("")]
    public async Task Post_whose_replica_closes_the_connection_without_an_answer_is_sent_once(string header)
    {
        await using var replica = new MuteReplica();
        int port = FreePort.Next();
        await using RunningServer gateway = await RunningServer.StartAsync(new ShopOptions
        {
            Role = ShopRole.Gateway,
            Port = port,
            Instance = "gateway",
            DataDirectory = Path.GetTempPath(),
            Backends = [new ShopBackend(ShopRole.Stock, replica.Address)],
        });

        for (int i = 0; i < 5; i++)
        {
            // The GET leaves a kept connection behind; on that one a client is most tempted to send again.
            Assert.StartsWith("HTTP/1.1 200", await SendAsync(port, $"GET /stock/find/{i} HTTP/1.1\r\n"), StringComparison.Ordinal);
            string answer = await SendAsync(port, $"POST /stock/add/{i}/1 HTTP/1.1\r\n{header}");
            Assert.StartsWith("HTTP/1.1 502", answer, StringComparison.Ordinal);
        }

        Assert.Equal(["/stock/add/0/1", "/stock/add/1/1", "/stock/add/2/1", "/stock/add/3/1", "/stock/add/4/1"], replica.Posts);
    }

    private static async Task<string> SendAsync(int port, string head)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head}Host: shop\r\nConnection: close\r\n\r\n"), cancellation);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellation);
    }

    private static async Task<bool> AnsweringAsync(RunningShop shop, string item, params string[] instances)
    {
        var answers = new List<string?>();
        for (int i = 0; i < 6; i++)
            answers.Add((await shop.GetAsync($"/stock/find/{item}")).Instance);
        return answers.Distinct().Order().SequenceEqual(instances);
    }
}
