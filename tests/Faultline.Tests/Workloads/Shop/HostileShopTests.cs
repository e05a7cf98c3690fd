using System.Globalization;
using Faultline.Auditing;
using Faultline.Configuration;
using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Faults;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Models;
using Faultline.Tests.Experiments;
using Faultline.Tests.Histories;
using Faultline.Tests.Load.Http;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads.Shop;

/// <summary>Nothing that a server says is a fault of the tool: a run ends with a verdict, or says what it could not use.</summary>
public sealed class HostileShopTests : IDisposable
{
    private const string StateVariable = "FAULTLINE_STATE";

    private readonly TemporaryFolder _state = new();
    private readonly string? _stateBefore = Environment.GetEnvironmentVariable(StateVariable);

    // Populations are remembered in the state folder, which must not be the developer's own.
    public HostileShopTests() => Environment.SetEnvironmentVariable(StateVariable, _state.Path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(StateVariable, _stateBefore);
        _state.Dispose();
    }

    // A clean population is read back before the load; these are the shares of hostile answers that still get there.
    [Theory]
    [InlineData("consistency", 0)]
    [InlineData("consistency", 0.02)]
    [InlineData("consistency", 0.3)]
    [InlineData("seed", 0.02)]
    [InlineData("seed", 0.3)]
    [InlineData("visible", 0.02)]
    [InlineData("found", 0.02)]
    [InlineData("found", 0.3)]
    public async Task A_run_against_it_ends_in_order(string population, double share)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var shop = new HostileShop(seed, share);
            ScriptedServer? server = null;
            server = new ScriptedServer((socket, _) => shop.AnswerAsync(socket, server!.Requests.Last()));
            using (server) await RunAsync(server.Address, population, seed);
        }
    }

    // Past the populating, where hostile answers meet the load, the sweeps and the books.
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public async Task Its_books_are_assembled_and_judged_whatever_it_answered(double share)
    {
        var judged = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            var shop = new HostileShop(seed, share);
            ScriptedServer? server = null;
            server = new ScriptedServer((socket, _) => shop.AnswerAsync(socket, server!.Requests.Last()));
            using (server)
            {
                using var targets = new ShopTargets(new ShopUrls(server.Address, server.Address, server.Address), new HurriedTime(100));
                var client = new ShopClient(targets, TimeSpan.FromSeconds(10));
                var ids = new NumberedIds(20);
                var population = new ShopPopulation("hostile", ids, ids, ids, [], [], new OpeningBalances(1_000_000, 1_000_000, 1)) { Planned = 20, Each = new OrderSize(2, 2) };
                var created = new Dictionary<string, OrderContent> { ["o1"] = new("0", false, 0, [new OrderLine("0", 1)]) };
                Operation[] history = [.. Enumerable.Range(0, 30).Select(i => Checkout(i, i < 20 ? ids[i] : "o1", (Outcome)(i % 3)))];
                var ledger = await ShopLedger.ReadAsync(Stream(history), CancellationToken.None);
                var state = new ShopState(client, ledger, created, population, seed, untouched: 5);
                var clock = new RunClock(TimeProvider.System);

                await state.ReadAsync(StateScope.Everything, clock, new Observers([]), CancellationToken.None);
                await state.ReadAsync(StateScope.MayStillMove, clock, new Observers([]), CancellationToken.None);
                var reading = state.Last();
                var books = ShopBooks.Build(ledger, new ShopContents(population, created, []), state.First(), reading, RepeatRule.AppliesAgain);
                _ = Auditor.Audit(books, [], true, CancellationToken.None);
                _ = ShopFigures.Calculate(ledger, created, population.Opening, reading, RepeatRule.AppliesAgain);
                judged++;
            }
        }

        Assert.Equal(12, judged);
    }

    private static async Task RunAsync(Uri address, string population, int seed)
    {
        using var folder = new TemporaryFolder();
        using var targets = new ShopTargets(new ShopUrls(address, address, address), new HurriedTime(100));
        var workload = new ShopWorkload(targets, new ShopOptions
        {
            Initialise = population != "found",
            Population = population == "visible" ? PopulationKind.Visible : PopulationKind.Seed,
            PopulationSize = 20,
            Consistency = population == "consistency" ? new ConsistencySize { Orders = 20, Users = 10, Stock = 1_000_000, Credit = 1_000_000 } : null,
            ShortestPause = TimeSpan.Zero,
            LongestPause = TimeSpan.FromSeconds(1),
            Seed = seed,
        });
        var experiment = new Experiment
        {
            Name = "hostile",
            Load = new LoadPlan { Model = new ClosedModel(20, 1000), Runtime = TimeSpan.FromSeconds(5) },
            Attempts = population == "consistency" ? 20 : null,
            Faults = FaultPlan.None,
            OutputDirectory = folder.Path,
            ServerTimeout = TimeSpan.Zero,
            SettleCap = TimeSpan.FromSeconds(5),
        };
        try
        {
            var finished = await new ExperimentRunner(new RunContext(experiment, workload, null, new StoreDouble(), [], new HurriedTime(20)))
                .RunAsync(CancellationToken.None, CancellationToken.None);
            Assert.NotNull(finished.Run.Verdict);
        }
        catch (Exception e) when (e is TargetUnavailableException or ConfigurationException)
        {
            Assert.NotEmpty(e.Message);
            Assert.DoesNotContain('\u001b', e.Message);
        }
    }

    private static Operation Checkout(long id, string order, Outcome outcome) => new(
        id, "checkout", order, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(1), outcome, 200, 0, id.ToString(CultureInfo.InvariantCulture), "");

    private static async IAsyncEnumerable<Operation> Stream(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations) yield return operation;
        await Task.CompletedTask;
    }
}
