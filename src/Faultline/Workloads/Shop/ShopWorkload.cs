using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Workloads.Shop;

/// <summary>The web shop of orders, stock and payment under its classic stress test or its consistency test.</summary>
public sealed class ShopWorkload : IWorkload
{
    private readonly ShopTargets _targets;
    private readonly ShopOptions _options;
    private readonly ShopClient _client;

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
    public UserBehaviour? Behaviour => _options.Consistency is null
        ? new UserBehaviour(_options.ShortestPause.TotalSeconds, _options.LongestPause.TotalSeconds, _options.Mix.ByName)
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<string> TransactionKinds { get; } = [ShopScenario.CheckoutKind];

    /// <inheritdoc/>
    public bool Reaches(string kind, string service) => ShopRoutes.Reaches(kind, service);

    /// <inheritdoc/>
    public async Task CheckTargetsAsync(CancellationToken cancellationToken)
    {
        // Any answer of the shop's own will do, also that the entity does not exist.
        await CheckAsync(_targets.Orders, ShopPaths.FindOrder("0"), ShopAnswers.Order, ShopAnswers.OrderShape, cancellationToken);
        await CheckAsync(_targets.Stock, ShopPaths.FindItem("0"), ShopAnswers.Item, ShopAnswers.ItemShape, cancellationToken);
        await CheckAsync(_targets.Payment, ShopPaths.FindUser("0"), ShopAnswers.Credit, ShopAnswers.CreditShape, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IPreparedWorkload> PrepareAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        var random = new Random(_options.Seed);
        var memory = new PopulationMemory(_targets.Orders.BaseAddress);
        var batch = new BatchCalls(_targets.Time, _options.ServerTimeout, observer);
        var maker = new EntityMaker(_targets.Time, _options.OperationTimeout);
        IReadOnlyDictionary<string, OrderContent>? created = null;
        ShopPopulation population;
        TriedCheckout? tried = null;
        if (_options.Consistency is { } size)
        {
            await ConsistencyPopulation.InitAsync(_client, size, batch, cancellationToken);
            tried = await TryRepeatAsync(observer, cancellationToken);
            (population, created) = await ConsistencyPopulation.OrderAsync(_client, size, maker, random, observer, cancellationToken);
            population.KeepIn(memory);
            await ShopBaseline.VerifyAsync(_client, population, random, observer, cancellationToken);
        }
        else if (_options.Initialise)
        {
            population = _options.Population == PopulationKind.Visible
                ? await VisiblePopulation.CreateAsync(_client, _options.PopulationSize, _options.StockLasts, batch, maker, random, observer, cancellationToken)
                : await SeedPopulation.CreateAsync(_client, _options.PopulationSize, batch, observer, cancellationToken);
            population.KeepIn(memory);
            await ShopBaseline.VerifyAsync(_client, population, random, observer, cancellationToken);
        }
        else
        {
            population = await FoundPopulation.FindAsync(_client, memory, _options, random, observer, cancellationToken);
        }

        tried ??= await TryRepeatAsync(observer, cancellationToken);
        IShopScenario scenario = created is null
            ? new ShopScenario(population, _targets, _options)
            : new BurstScenario(population, created, _targets, _options.BurstFault);
        return new PreparedShop(_client, _options, population, scenario, tried);
    }

    /// <summary>Tries what a repeated checkout does; where the shop is too slow to be tried, nobody knows.</summary>
    private async Task<TriedCheckout> TryRepeatAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        CheckoutTrial? trial = null;
        try
        {
            trial = await CheckoutTrial.PrepareAsync(_client, cancellationToken);
            return new TriedCheckout(trial.Order, await RepeatCanary.RunAsync(trial, _targets.Time, cancellationToken));
        }
        catch (TargetUnavailableException e) when (e.MayHaveBeenDone)
        {
            observer.Warned($"what a repeated checkout does could not be tried, so both are allowed for, that it applies again and that it does not: {e.Message}");
            return new TriedCheckout(trial?.Order, null);
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
}
