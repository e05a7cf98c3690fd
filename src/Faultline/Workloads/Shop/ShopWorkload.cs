using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Http;

namespace Faultline.Workloads.Shop;

/// <summary>The web shop of orders, stock and payment under its classic stress test or its consistency test.</summary>
public sealed class ShopWorkload : IWorkload
{
    // Beside the accounts that operations touched, of items and of users each; the consistency test reads all.
    private const int SampledAccounts = 500;

    private readonly ShopTargets _targets;
    private readonly ShopOptions _options;
    private readonly ShopClient _client;
    private ShopPopulation? _population;
    private IShopScenario? _scenario;
    private ShopLedger? _ledger;
    private ShopState? _state;
    private Canary? _canary;
    private ShopReading? _last;
    private RepeatRule? _repeat;

    /// <summary>A shop at these targets; nothing is asked yet.</summary>
    public ShopWorkload(ShopTargets targets, ShopOptions options)
    {
        (_targets, _options) = (targets, options);
        _client = new ShopClient(targets, options.OperationTimeout);
    }

    /// <inheritdoc/>
    public WorkloadProfile Profile => ShopProfile.Profile;

    /// <inheritdoc/>
    public IReadOnlyList<Uri> Targets => [_targets.Orders.BaseAddress, _targets.Stock.BaseAddress, _targets.Payment.BaseAddress];

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
    public IReadOnlyList<string> TransactionKinds { get; } = [ShopScenario.CheckoutKind];

    /// <inheritdoc/>
    public RepeatRule? RepeatOf(string transactionKind) => _repeat;

    /// <inheritdoc/>
    public bool Reaches(string kind, string service) => ShopRoutes.Reaches(kind, service);

    /// <inheritdoc/>
    public IScenario Scenario => Prepared(_scenario);

    /// <inheritdoc/>
    public async Task CheckTargetsAsync(CancellationToken cancellationToken)
    {
        // Any answer of the shop's own will do, also that the entity does not exist.
        await CheckAsync(_targets.Orders, ShopPaths.FindOrder("0"), ShopAnswers.Order, ShopAnswers.OrderShape, cancellationToken);
        await CheckAsync(_targets.Stock, ShopPaths.FindItem("0"), ShopAnswers.Item, ShopAnswers.ItemShape, cancellationToken);
        await CheckAsync(_targets.Payment, ShopPaths.FindUser("0"), ShopAnswers.Credit, ShopAnswers.CreditShape, cancellationToken);
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
            _canary = await TryRepeatAsync(observer, cancellationToken);
            (_population, created) = await ConsistencyPopulation.OrderAsync(_client, size, maker, random, observer, cancellationToken);
            memory.Remember(_population);
            await BaselineCheck.VerifyAsync(_client, _population, random, observer, cancellationToken);
        }
        else if (_options.Initialise)
        {
            _population = _options.Population == PopulationKind.Visible
                ? await VisiblePopulation.CreateAsync(_client, _options.PopulationSize, _options.StockLasts, batch, maker, random, observer, cancellationToken)
                : await SeedPopulation.CreateAsync(_client, _options.PopulationSize, batch, observer, cancellationToken);
            memory.Remember(_population);
            await BaselineCheck.VerifyAsync(_client, _population, random, observer, cancellationToken);
        }
        else
        {
            _population = await FoundPopulation.FindAsync(_client, memory, _options, random, observer, cancellationToken);
        }

        if (_options.Consistency is null) _canary = await TryRepeatAsync(observer, cancellationToken);
        _scenario = created is null ? new ShopScenario(_population, _targets, _options) : new BurstScenario(_population, created, _targets, _options.BurstFault);
    }

    /// <inheritdoc/>
    public void Told(FaultStage stage) => (_scenario as BurstScenario)?.Told(stage);

    /// <inheritdoc/>
    public async Task CollectAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        _ledger = await ShopLedger.ReadAsync(history, cancellationToken);
        _state = new ShopState(
            _client, _ledger, Prepared(_scenario).Created, Prepared(_population), _options.Seed,
            _options.Consistency is null ? SampledAccounts : int.MaxValue);
    }

    /// <inheritdoc/>
    public Task<StatePass> ReadStateAsync(StateScope scope, RunClock clock, IRunObserver observer, CancellationToken cancellationToken) =>
        Prepared(_state).ReadAsync(scope, clock, observer, cancellationToken);

    /// <inheritdoc/>
    public async Task<Books> AssembleAsync(CancellationToken cancellationToken)
    {
        var repeat = _canary is null ? RepeatRule.Unknown : await _canary.LookAsync(cancellationToken);
        _repeat = repeat;
        _last = Prepared(_state).Last();
        return ShopBooks.Build(
            Prepared(_ledger), new ShopContents(Prepared(_population), Prepared(_scenario).Created, Prepared(_scenario).GivenAgain, _canary?.Order),
            Prepared(_state).First(), _last, repeat);
    }

    /// <inheritdoc/>
    public WorkloadSection? Section() => _options.Consistency is { } size
        ? ShopSection.OfConsistencyTest(ShopFigures.OfConsistencyTest(size, Prepared(_ledger), Prepared(_last)))
        : ShopSection.Of(ShopFigures.Calculate(Prepared(_ledger), Prepared(_scenario).Created, Prepared(_population).Opening, Prepared(_last), Known(_repeat)));

    /// <summary>Tries what a repeated checkout does; null where the shop is too slow to be tried, so that nobody knows.</summary>
    private async Task<Canary?> TryRepeatAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        try
        {
            return await Canary.RunAsync(_client, _targets.Time, cancellationToken);
        }
        catch (TargetUnavailableException e) when (e.MayHaveBeenDone)
        {
            observer.Warned($"what a repeated checkout does could not be tried, so both are allowed for, that it applies again and that it does not: {e.Message}");
            return null;
        }
    }

    private async Task CheckAsync<T>(
        HttpTarget target, string path, Func<ReadOnlyMemory<byte>, Parsed<T>> read, string expected, CancellationToken cancellationToken)
    {
        const int Tries = 5;
        HttpAnswer answer = default;
        Parsed<T> parsed = default;
        for (var i = 0; i < Tries; i++)
        {
            if (i > 0) await Task.Delay(TimeSpan.FromMilliseconds(300), _targets.Time, cancellationToken);
            answer = await target.SendAsync(HttpVerb.Get, path, _options.OperationTimeout, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (IsRefusal(answer.Status)) return;
            parsed = answer.Outcome == Outcome.Ok ? read(answer.Body) : default;
            if (parsed.Value is not null) return;
        }

        throw UnusableAnswer.Of(HttpVerb.Get, target, path, answer, expected, parsed.Fault).ToException();
    }

    /// <summary>
    /// Whether a look at a shop may be answered so. Where the tool is about to populate it, the shop may be empty, and
    /// refuse as it likes, but for what speaks of the caller rather than of the entity.
    /// </summary>
    private bool IsRefusal(int status) => _options.Initialise || _options.Consistency is not null
        ? status is >= 400 and < 500 and not (401 or 403 or 405 or 407)
        : status is 400 or 404;

    private static RepeatRule Known(RepeatRule? repeat) =>
        repeat ?? throw new InvalidOperationException("the phases of a run are called in their order");

    private static T Prepared<T>(T? part)
        where T : class =>
        part ?? throw new InvalidOperationException("the phases of a run are called in their order");
}
