using Faultline.Experiments;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Repeats;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Running;
using Faultline.Workloads.Http.State;

namespace Faultline.Workloads.Http;

/// <summary>A system that is reached by HTTP, as a model describes it: whatever its trade.</summary>
internal sealed class HttpWorkload : IWorkload
{
    private readonly SystemPlan _plan;
    private readonly HttpOptions _options;
    private readonly SystemClient _client;

    /// <summary>A system at these targets; nothing is asked yet.</summary>
    /// <exception cref="Configuration.ConfigurationException">A request of the model cannot be sent.</exception>
    public HttpWorkload(SystemModel model, SystemTargets targets, HttpOptions options)
    {
        _plan = new SystemPlan(model, targets);
        _options = options;
        _client = new SystemClient(targets.Time, options.OperationTimeout);
    }

    /// <inheritdoc/>
    public WorkloadProfile Profile => SystemProfile.Of(_plan);

    /// <inheritdoc/>
    public IReadOnlyList<Uri> Targets => _plan.Targets.Addresses;

    /// <inheritdoc/>
    public UserBehaviour Behaviour => new(
        _plan.Model.Users.ShortestPause.TotalSeconds,
        _plan.Model.Users.LongestPause.TotalSeconds,
        _plan.Model.Users.Mix.Index().ToDictionary(s => NameOf(s.Item, s.Index), s => (int)Math.Round(s.Item.Share * 100), StringComparer.Ordinal));

    /// <inheritdoc/>
    public IReadOnlyList<string> TransactionKinds => [.. _plan.Transactions.Select(o => o.Name)];

    /// <inheritdoc/>
    public TimeSpan SettleAfter => _plan.Transactions.Select(o => o.Spec.SettleAfter).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public bool Reaches(string kind, string service) =>
        _plan.Operation(kind).Spec.Reaches is var reached && (reached.Count == 0 || reached.Contains(service, StringComparer.Ordinal));

    /// <inheritdoc/>
    public int LongestSecret => _plan.Model.Variables.Secrets.Longest;

    /// <inheritdoc/>
    public string WithoutSecrets(string text) => _plan.Model.Variables.Secrets.Hide(text);

    /// <inheritdoc/>
    public Task CheckTargetsAsync(CancellationToken cancellationToken) => TargetCheck.RunAsync(_plan, _client, cancellationToken);

    /// <inheritdoc/>
    public async Task<IPreparedWorkload> PrepareAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        if (!_plan.Transactions.Any())
            observer.Warned("no account can be read, or nothing is posted to one: this run has load and faults, and its verdict will be undetermined");
        var ids = new UniqueIds();
        var postings = new TransactionPostings(_plan);
        var reader = new StateReader(_plan, _client, postings);
        var maker = new EntityMaker(_plan.Targets.Time, _options.OperationTimeout);
        var pools = await new PopulationBuilder(_plan, _client, maker, ids, new Random(_options.Seed), observer).BuildAsync(cancellationToken);
        var fresh = new FreshEntities(_plan, pools, ids);
        var openings = await new OpeningReader(_plan, reader, pools, observer).ReadAsync(cancellationToken);
        var rules = new RepeatRules(_plan.Targets.Time, observer);
        await rules.TryAsync(_plan, RepeatAsync, cancellationToken);
        return new PreparedSystem
        {
            Plan = _plan,
            Pools = pools,
            Fresh = fresh,
            Openings = openings,
            Rules = rules,
            Reader = reader,
            Postings = postings,
            Users = new HttpScenario(_plan, pools, ids, _options.Length),
            Observer = observer,
            Seed = _options.Seed,
        };

        async Task<OperationRepeat?> RepeatAsync(OperationPlan operation)
        {
            var repeat = await OperationRepeat.PrepareAsync(operation, _plan, _client, reader, postings, fresh, cancellationToken);
            // One that was there before the load is moved by this, and would look as if the load had moved it.
            foreach (var account in repeat?.Accounts ?? []) openings.Forget(account);
            return repeat;
        }
    }

    private static string NameOf(ScriptSpec script, int index) =>
        script.Name.Length > 0 ? script.Name : FormattableString.Invariant($"script {index + 1}");
}
