using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Load.Http;
using Faultline.Tests.Load;
using Faultline.Tests.Load.Http;

namespace Faultline.Tests.Experiments.Phases;

/// <summary>
/// A trade with one purse, of which each request takes 1, at a server in this process. What a test puts in between runs at
/// the step that it is named by.
/// </summary>
internal sealed class PurseWorkload : IWorkload, IPreparedWorkload, IDisposable
{
    /// <summary>Kind of the operations, which are the attempts.</summary>
    public const string Kind = "ask";

    private const long Opening = 1_000_000;

    private readonly ScriptedServer _server;
    private readonly HttpTarget _target;
    private long _taken;

    /// <summary>A purse whose users ask three times and leave.</summary>
    public PurseWorkload(TimeProvider time)
    {
        Answering = () => Task.FromResult(Take());
        Balance = _ => Opening - Interlocked.Read(ref _taken);
        Iterating = async user =>
        {
            for (var i = 0; i < 3; i++) await AskAsync(user);
            user.Leave();
        };
        Scenario = new LambdaScenario(user => new ValueTask(Iterating(user)));
        _server = new ScriptedServer(async (socket, _) => await ScriptedServer.SayAsync(socket, await Answering()));
        _target = new HttpTarget(_server.Address, time);
    }

    public WorkloadProfile Profile { get; } = new("purse") { Words = new WorkloadWords { Attempt = new Noun("withdrawal", "withdrawals") } };

    public IReadOnlyList<Uri> Targets => [_server.Address];

    public UserBehaviour? Behaviour => null;

    public IReadOnlyList<string> TransactionKinds { get; init; } = [Kind];

    public string Population => "one purse";

    public Coverage Coverage { get; init; } = new(1, 1, 0, 0);

    public IScenario Scenario { get; }

    /// <summary>What a user does.</summary>
    public Func<VirtualUser, Task> Iterating { get; set; }

    /// <summary>What a user asks of.</summary>
    public string Key { get; set; } = StateDouble.Order;

    /// <summary>How long after the answer the effects may come, as the books say; the workload waits no time.</summary>
    public TimeSpan EffectsAfter { get; set; }

    /// <summary>What the server answers.</summary>
    public Func<Task<string>> Answering { get; set; }

    /// <summary>What is left in the purse at a time of the run.</summary>
    public Func<TimeSpan, long> Balance { get; set; }

    public Action Checking { get; set; } = () => { };

    public Action Preparing { get; set; } = () => { };

    public Action Collecting { get; set; } = () => { };

    /// <summary>How far the faults were, as the load was told.</summary>
    public HashSet<FaultStage> Stages { get; } = [];

    /// <summary>The purse after the load; null before.</summary>
    public StateDouble? Loaded { get; private set; }

    /// <summary>Requests that came in.</summary>
    public int Asked => _server.Requests.Count;

    public bool Reaches(string kind, string service) => true;

    public Task CheckTargetsAsync(CancellationToken cancellationToken) => StepAsync(Checking, cancellationToken);

    public async Task<IPreparedWorkload> PrepareAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        await StepAsync(Preparing, cancellationToken);
        return this;
    }

    public void Told(FaultStage stage)
    {
        lock (Stages) Stages.Add(stage);
    }

    public async Task<ILoadedWorkload> CollectAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        await StepAsync(Collecting, cancellationToken);
        var attempts = new List<Attempt>();
        await foreach (var o in history.WithCancellation(cancellationToken)) attempts.Add(new Attempt(o.Id, o.Outcome, o.Sent, o.Completed));
        return Loaded = new StateDouble(Balance)
        {
            Opening = Opening,
            TransactionKind = Kind,
            SettleAfter = EffectsAfter,
            Attempts = [.. attempts.OrderBy(a => a.Operation)],
            Rule = _ => RepeatRule.AppliesAgain,
        };
    }

    /// <summary>Takes 1, and says so.</summary>
    public string Take()
    {
        Interlocked.Increment(ref _taken);
        return ScriptedServer.Ok;
    }

    /// <summary>A user asks once.</summary>
    public async Task<HttpAnswer> AskAsync(VirtualUser user) => await user.SendAsync(0, Key, _target, HttpVerb.Post, "/take");

    public void Dispose()
    {
        _target.Dispose();
        _server.Dispose();
    }

    private static Task StepAsync(Action step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        step();
        return Task.CompletedTask;
    }
}
