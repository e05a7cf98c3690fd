using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Http;

namespace Faultline.Workloads.Shop;

/// <summary>The web shop of orders, stock and payment under its classic stress test or its consistency test.</summary>
public sealed class ShopWorkload : IWorkload
{
    // Beside the accounts that operations touched, of items and of users each; the consistency test reads all, once, at the end.
    private const int SampledAccounts = 500;

    private readonly ShopTargets _targets;
    private readonly ShopOptions _options;
    private readonly ShopClient _client;
    private ShopPopulation? _population;
    private IShopScenario? _scenario;
    private ShopLedger? _ledger;
    private ShopSweep? _sweep;
    private Canary? _canary;
    private ShopReading? _last;

    /// <summary>A shop at these targets; nothing is asked yet.</summary>
    public ShopWorkload(ShopTargets targets, ShopOptions options)
    {
        (_targets, _options) = (targets, options);
        _client = new ShopClient(targets, options.OperationTimeout);
    }

    /// <inheritdoc/>
    public string Population => _population?.Description ?? "none";

    /// <inheritdoc/>
    public Coverage Coverage => _population is null
        ? Coverage.Unplanned
        : new Coverage(_population.Planned, _population.Orders.Count, _options.Consistency?.Orders ?? 0, 0);

    /// <inheritdoc/>
    public UserBehaviour? Behaviour => _options.Consistency is null
        ? new UserBehaviour(_options.ShortestPause.TotalSeconds, _options.LongestPause.TotalSeconds, _options.Mix.ByName)
        : null;

    /// <inheritdoc/>
    public RepeatRule? Repeat => _canary?.Rule;

    /// <inheritdoc/>
    public string TransactionKind => ShopScenario.CheckoutKind;

    /// <inheritdoc/>
    public bool Reaches(string kind, string service) => ShopRoutes.Reaches(kind, service);

    /// <inheritdoc/>
    public IScenario Scenario => Prepared(_scenario);

    /// <inheritdoc/>
    public async Task CheckTargetsAsync(CancellationToken cancellationToken)
    {
        // Any answer of the shop's own will do, also that the entity does not exist.
        await CheckAsync(_targets.Orders, ShopPaths.FindOrder("0"), b => ShopAnswers.Order(b) is not null, cancellationToken);
        await CheckAsync(_targets.Stock, ShopPaths.FindItem("0"), b => ShopAnswers.Item(b) is not null, cancellationToken);
        await CheckAsync(_targets.Payment, ShopPaths.FindUser("0"), b => ShopAnswers.Credit(b) is not null, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        var random = new Random(_options.Seed);
        var memory = new PopulationMemory(_targets.Orders.BaseAddress);
        var batch = new BatchCalls(_targets.Time, _options.ServerTimeout, observer);
        var maker = new EntityMaker(_targets.Time, _options.OperationTimeout);
        IReadOnlyDictionary<string, OrderContent>? created = null;
        if (_options.Consistency is { } size)
        {
            await ConsistencyPopulation.InitAsync(_client, size, batch, cancellationToken);
            // Before the orders, so that its watch is over by the time they are made.
            _canary = await Canary.RunAsync(_client, _targets.Time, cancellationToken);
            (_population, created) = await ConsistencyPopulation.OrderAsync(_client, size, maker, random, observer, cancellationToken);
            memory.Remember(_population);
            await BaselineCheck.VerifyAsync(_client, _population, random, observer, cancellationToken);
        }
        else if (_options.Initialise)
        {
            _population = _options.Population == PopulationKind.Visible
                ? await VisiblePopulation.CreateAsync(_client, _options.PopulationSize, batch, maker, random, observer, cancellationToken)
                : await SeedPopulation.CreateAsync(_client, _options.PopulationSize, batch, observer, cancellationToken);
            memory.Remember(_population);
            await BaselineCheck.VerifyAsync(_client, _population, random, observer, cancellationToken);
        }
        else
        {
            _population = await FoundPopulation.FindAsync(_client, memory, _options, random, observer, cancellationToken);
        }

        _canary ??= await Canary.RunAsync(_client, _targets.Time, cancellationToken);
        if (!_options.Undisturbed) await _canary.WatchAsync(cancellationToken);
        _scenario = created is null ? new ShopScenario(_population, _targets, _options) : new BurstScenario(_population, created, _targets, _options.BurstFault);
    }

    /// <inheritdoc/>
    public void Told(FaultStage stage) => (_scenario as BurstScenario)?.Told(stage);

    /// <inheritdoc/>
    public async Task CollectAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        _ledger = await ShopLedger.ReadAsync(history, cancellationToken);
        _sweep = new ShopSweep(
            _client, _ledger, Prepared(_scenario).Created, Prepared(_population), _options.Seed,
            _options.Consistency is null ? SampledAccounts : 0);
    }

    /// <inheritdoc/>
    public async Task<IStateReading> SweepAsync(IRunObserver observer, CancellationToken cancellationToken) =>
        await Prepared(_sweep).ReadAsync(observer, cancellationToken);

    /// <inheritdoc/>
    public async Task<Books> AssembleAsync(
        IStateReading first, IStateReading last, IRunObserver observer, CancellationToken cancellationToken)
    {
        var repeat = await Prepared(_canary).WatchAsync(cancellationToken);
        // The classic figures of the consistency test are sums over all accounts, not only over those that were touched.
        _last = _options.Consistency is null ? (ShopReading)last : await Prepared(_sweep).ReadRestAsync((ShopReading)last, observer, cancellationToken);
        return ShopBooks.Build(Prepared(_ledger), Prepared(_scenario).Created, Prepared(_population).Opening, (ShopReading)first, _last, repeat);
    }

    /// <inheritdoc/>
    public ClassicFigures? Figures() => _options.Consistency is { } size
        ? ShopFigures.OfConsistencyTest(size, Prepared(_ledger), Prepared(_last))
        : ShopFigures.Calculate(Prepared(_ledger), Prepared(_scenario).Created, Prepared(_population).Opening, Prepared(_last), Known(Repeat));

    private async Task CheckAsync(
        HttpTarget target, string path, Func<ReadOnlyMemory<byte>, bool> isShop, CancellationToken cancellationToken)
    {
        const int Tries = 5;
        HttpAnswer answer = default;
        for (var i = 0; i < Tries; i++)
        {
            if (i > 0) await Task.Delay(TimeSpan.FromMilliseconds(300), _targets.Time, cancellationToken);
            answer = await target.SendAsync(HttpVerb.Get, path, _options.OperationTimeout, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (answer.Status is 400 or 404 || answer.Outcome == Outcome.Ok && isShop(answer.Body)) return;
        }

        throw new TargetUnavailableException(
            $"{target.BaseAddress.ToString().TrimEnd('/')}{path} did not answer as a shop does ({ShopClient.Describe(answer)}, {Tries} tries)",
            "Nothing was killed. Check urls.json; faultline services status shows what runs");
    }

    private static RepeatRule Known(RepeatRule? repeat) =>
        repeat ?? throw new InvalidOperationException("the phases of a run are called in their order");

    private static T Prepared<T>(T? part)
        where T : class =>
        part ?? throw new InvalidOperationException("the phases of a run are called in their order");
}
