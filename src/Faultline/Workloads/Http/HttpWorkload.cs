using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Workloads.Http.Bookkeeping;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Repeats;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Running;
using Faultline.Workloads.Http.State;
using Faultline.Workloads.Shop;

namespace Faultline.Workloads.Http;

/// <summary>A system that is reached by HTTP, as a model describes it: whatever its trade.</summary>
internal sealed class HttpWorkload : IWorkload
{
    private readonly SystemPlan _plan;
    private readonly HttpOptions _options;
    private readonly SystemClient _client;
    private readonly UniqueIds _ids = new();
    private readonly RepeatRules _rules = new();
    private readonly TransactionPostings _postings;
    private readonly StateReader _reader;
    private EntityPools? _pools;
    private Openings? _openings;
    private HttpScenario? _scenario;
    private RunLedger? _ledger;
    private SystemState? _state;
    private FreshEntities? _fresh;
    private bool _hasToldTroubles;

    /// <summary>A system at these targets; nothing is asked yet.</summary>
    /// <exception cref="Configuration.ConfigurationException">A request of the model cannot be sent.</exception>
    public HttpWorkload(SystemModel model, SystemTargets targets, HttpOptions options)
    {
        _plan = new SystemPlan(model, targets);
        _options = options;
        _client = new SystemClient(targets.Time, options.OperationTimeout);
        _postings = new TransactionPostings(_plan);
        _reader = new StateReader(_plan, _client, _postings);
    }

    /// <inheritdoc/>
    public WorkloadProfile Profile => SystemProfile.Of(_plan);

    /// <inheritdoc/>
    public IReadOnlyList<Uri> Targets => _plan.Targets.Addresses;

    /// <inheritdoc/>
    public string Population => _pools?.Description ?? "none";

    /// <inheritdoc/>
    public Coverage Coverage => _pools is null ? Coverage.Unplanned : new Coverage(_pools.Size.Planned, _pools.Size.Made, 0, 0);

    /// <inheritdoc/>
    public UserBehaviour Behaviour => new(
        _plan.Model.Users.ShortestPause.TotalSeconds,
        _plan.Model.Users.LongestPause.TotalSeconds,
        _plan.Model.Users.Mix.Index().ToDictionary(s => NameOf(s.Item, s.Index), s => (int)Math.Round(s.Item.Share * 100), StringComparer.Ordinal));

    /// <inheritdoc/>
    public IReadOnlyList<string> TransactionKinds => [.. _plan.Transactions.Select(o => o.Name)];

    /// <inheritdoc/>
    public RepeatRule? RepeatOf(string transactionKind) => _rules.Of(transactionKind);

    /// <inheritdoc/>
    public IScenario Scenario => Prepared(_scenario);

    /// <inheritdoc/>
    public bool Reaches(string kind, string service) =>
        _plan.Operation(kind).Spec.Reaches is var reached && (reached.Count == 0 || reached.Contains(service, StringComparer.Ordinal));

    /// <inheritdoc/>
    public Task CheckTargetsAsync(CancellationToken cancellationToken) => TargetCheck.RunAsync(_plan, _client, cancellationToken);

    /// <inheritdoc/>
    public async Task PrepareAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        var maker = new EntityMaker(_plan.Targets.Time, _options.OperationTimeout);
        var random = new Random(_options.Seed);
        _pools = await new PopulationBuilder(_plan, _client, maker, _ids, random, observer).BuildAsync(cancellationToken);
        _fresh = new FreshEntities(_plan, _pools, _ids);
        _openings = await new OpeningReader(_plan, _reader, _pools, observer).ReadAsync(cancellationToken);
        await _rules.TryAsync(_plan, o => RepeatCanary.RunAsync(o, _plan, _client, _reader, _postings, _fresh, cancellationToken), observer);
        _scenario = new HttpScenario(_plan, _pools, _ids, _options.Length);
    }

    /// <inheritdoc/>
    public void Told(FaultStage stage)
    {
        // Its users make no room for faults.
    }

    /// <inheritdoc/>
    public async Task CollectAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        _ledger = await RunLedger.ReadAsync(_plan, history, cancellationToken);
        var losses = new LossFinder(_plan, _reader, Prepared(_pools), Prepared(_fresh));
        _state = new SystemState(_plan, _reader, _ledger, Prepared(_openings), _postings, losses, _options.Seed);
    }

    /// <inheritdoc/>
    public async Task<StatePass> ReadStateAsync(StateScope scope, RunClock clock, IRunObserver observer, CancellationToken cancellationToken)
    {
        var pass = await Prepared(_state).ReadAsync(scope, clock, observer, cancellationToken);
        if (_hasToldTroubles) return pass;

        _hasToldTroubles = true;
        foreach (var trouble in Prepared(_scenario).Troubles.Sentences) observer.Warned(trouble);
        if (_postings.FirstFault is { } fault) observer.Warned(fault);
        return pass;
    }

    /// <inheritdoc/>
    public async Task<Books> AssembleAsync(CancellationToken cancellationToken)
    {
        await _rules.LookAsync(cancellationToken);
        var (books, _) = SystemBooks.Build(_plan, Prepared(_ledger), Prepared(_openings), Prepared(_state), Prepared(_pools), _rules);
        return books;
    }

    /// <inheritdoc/>
    public WorkloadSection? Section() => null;

    private static string NameOf(ScriptSpec script, int index) =>
        script.Name.Length > 0 ? script.Name : FormattableString.Invariant($"script {index + 1}");

    private static T Prepared<T>(T? part)
        where T : class =>
        part ?? throw new InvalidOperationException("the phases of a run are called in their order");
}
