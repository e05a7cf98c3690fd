using System.Globalization;
using Faultline.Cli.Hosts;
using Faultline.Docker;
using Faultline.Hosting;
using Faultline.Hosting.Processes;
using Faultline.IntegrationTests.Cli;
using Faultline.IntegrationTests.Docker;
using Npgsql;

namespace Faultline.IntegrationTests.Kills;

/// <summary>
/// The saga must be right under SIGKILL of any process at any moment; everything that the tool is shown to say about
/// it rests on that. The books are read from the stores, not through the tool.
/// </summary>
public sealed class SagaUnderKillsTests
{
    private const int Kills = 100;
    private const int Items = 20;
    private const int Users = 60;
    private const int Orders = 900;
    private const int Paid = 50;
    private const long Stock = 50;
    private const long Credit = 120;
    private const long Price = 5;

    [Fact]
    public async Task After_a_hundred_kills_of_processes_under_load_the_books_balance()
    {
        await using var shop = await RunningShop.StartAsync("--replicas", "2");
        await ProveAsync(shop, ProcessHost.Open(shop.Folder.Path, TimeProvider.System), instances: 7, StoreReader.OfFiles(shop.Folder[".faultline/data"]));
    }

    [Fact]
    public async Task After_a_hundred_kills_of_containers_stores_included_the_books_balance()
    {
        var ct = TestContext.Current.CancellationToken;
        var address = Engine.Require();
        using var engine = await DockerEngine.ConnectAsync(address, TimeProvider.System, ct);
        await using var shop = await RunningShop.StartInDockerAsync(address, "--replicas", "2");
        var project = SampleRecord.Read(shop.Folder.Path)!.Project!;
        await ProveAsync(
            shop, await DockerHost.FindAsync(engine, project, [], KnownServices.None, TimeProvider.System, ct), instances: 10,
            new StoreReader(store => new NpgsqlConnection(Engine.StoreAddress(engine, $"{project}-{store}-db-1"))));
    }

    private static async Task ProveAsync(RunningShop shop, IServiceHost host, int instances, StoreReader store)
    {
        var ct = TestContext.Current.CancellationToken;
        var seed = 20_311;
        using var load = new CheckoutLoad(shop.Gateway, Orders, seed);
        await load.PostAsync($"stock/batch_init/{Items}/{Stock}/{Price}", ct);
        await load.PostAsync($"payment/batch_init/{Users}/{Credit}", ct);
        await load.PostAsync($"orders/batch_init/{Orders}/{Items}/{Users}/{Price}", ct);

        using var over = new CancellationTokenSource();
        var working = load.RunAsync(over.Token);
        await KillAsync(host, instances, load, new Random(seed), ct);
        await over.CancelAsync();
        await working;

        for (var i = 0; store.OpenSagas() > 0; i++)
        {
            Assert.True(i < 300, $"{store.OpenSagas()} sagas were still open 30 s after the last kill");
            await Task.Delay(100, ct);
        }

        var orders = store.Orders();
        AssertBalanced(orders, store);
        AssertTold(orders, load);
    }

    /// <summary>
    /// Kills as the shop gets on with its work, not by the clock: a slow machine would otherwise be killed to a
    /// standstill, and nothing would be put to the test.
    /// </summary>
    private static async Task KillAsync(IServiceHost host, int count, CheckoutLoad load, Random random, CancellationToken ct)
    {
        var instances = (await host.ListAsync(ct)).Select(i => i.Id).ToArray();
        Assert.Equal(count, instances.Length);
        var killed = 0;
        while (killed < Kills)
        {
            for (var i = 0; load.Acknowledged < killed * (Paid + 10) / Kills; i++)
            {
                Assert.True(i < 6000, $"only {load.Acknowledged} orders were acknowledged, and no further one for minutes after kill {killed}");
                await Task.Delay(20, ct);
            }

            var instance = instances[random.Next(instances.Length)];
            if (!(await host.CheckReadyAsync(instance, ct)).IsReady)
            {
                await Task.Delay(10, ct);
                continue;
            }

            await Task.Delay(random.Next(150), ct);
            await host.Require<IKillCapability>("kill an instance").KillAsync(instance, ct);
            killed++;
            await Task.Delay(random.Next(150), ct);
            await host.StartAsync(instance, ct);
        }

        foreach (var instance in instances)
            while (!(await host.CheckReadyAsync(instance, ct)).IsReady) await Task.Delay(50, ct);
    }

    private static void AssertBalanced(IReadOnlyList<StoredOrder> orders, StoreReader store)
    {
        var stock = Enumerable.Range(0, Items).ToDictionary(Id, _ => Stock);
        var credit = Enumerable.Range(0, Users).ToDictionary(Id, _ => Credit);
        foreach (var order in orders.Where(o => o.Paid))
        {
            foreach (var (item, quantity) in order.Lines) stock[item] -= quantity;
            credit[order.User] -= order.Total;
        }

        Assert.Equal(stock, store.Balances("stock"));
        Assert.Equal(credit, store.Balances("payment"));
    }

    private static void AssertTold(IReadOnlyList<StoredOrder> orders, CheckoutLoad load)
    {
        var paid = orders.Where(o => o.Paid).Select(o => int.Parse(o.Id, CultureInfo.InvariantCulture)).ToHashSet();
        Assert.All(load.ByOrder, o => Assert.True(o.Value.Ok == 0 || paid.Contains(o.Key), $"order {o.Key} was acknowledged and is not paid"));
        Assert.All(paid, o => Assert.True(
            load.ByOrder.TryGetValue(o, out var outcomes) && outcomes.Ok + outcomes.Unknown > 0, $"order {o} is paid though nobody was told so"));

        // Otherwise nothing was put to the test.
        Assert.True(paid.Count > Paid, $"only {paid.Count} orders were paid");
        Assert.True(load.ByOrder.Values.Sum(o => o.Unknown) > 0, "no attempt was cut off");
        Assert.True(load.ByOrder.Values.Sum(o => o.Refused) > 0, "no attempt was refused");
    }

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);
}
