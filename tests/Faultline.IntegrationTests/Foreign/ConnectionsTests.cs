namespace Faultline.IntegrationTests.Foreign;

/// <summary>Connections that end otherwise than announced.</summary>
public sealed class ConnectionsTests
{
    [Fact]
    public async Task A_server_that_closes_kept_connections_unannounced_can_be_populated_and_is_not_accused()
    {
        await using var shop = await ForeignShop.StartAsync(new ClosesKeptConnections());

        var run = await ForeignRun.StressAsync(shop, "visible");

        run.MustAccuseNobody();
        Assert.True(run.Json.GetProperty("transactions")[0].GetProperty("succeeded").GetInt64() > 0, run.Tool.ToString());
    }
}
