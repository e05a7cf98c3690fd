using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Tests.Experiments.Phases;

/// <summary>A loaded workload whose state is one balance, a function of the time of the run; nothing else of it is used.</summary>
/// <param name="balance">The balance at a time of the run.</param>
internal sealed class StateDouble(Func<TimeSpan, long> balance) : ILoadedWorkload
{
    public const string Account = "purse";
    public const string Order = "order 1";

    private static readonly AccountKind Kind = new("credit", "charged-twice", "not-given-back", "overspent", "out-of-bounds");

    private RunClock? _clock;
    private long? _first;
    private long _last;
    private RepeatRule? _repeat;

    /// <summary>When each pass read, and what it was to read.</summary>
    public List<(TimeSpan At, StateScope Scope)> Passes { get; } = [];

    /// <summary>The balance before the load.</summary>
    public long Opening { get; init; } = 100;

    /// <summary>Entities that a pass over everything reads.</summary>
    public int Size { get; init; } = 1_000;

    /// <summary>How long a pass takes; called with its scope.</summary>
    public Action<StateScope> Reading { get; init; } = _ => { };

    /// <summary>Attempts that the one transaction, of 1, saw.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>Kind of its transaction.</summary>
    public string TransactionKind { get; init; } = "checkout";

    /// <summary>How long after the answer the effects may come.</summary>
    public TimeSpan SettleAfter { get; init; }

    /// <summary>What a repeated checkout looks like at a time of the run.</summary>
    public Func<TimeSpan, RepeatRule> Rule { get; init; } = _ => RepeatRule.Refused;

    public RepeatRule? RepeatOf(string transactionKind) => _repeat;

    public Task<StatePass> ReadStateAsync(StateScope scope, RunClock clock, IRunObserver observer, CancellationToken cancellationToken)
    {
        _clock = clock;
        Passes.Add((clock.Elapsed, scope));
        var now = balance(clock.Elapsed);
        var changed = _first is not null && now != _last ? 1 : 0;
        _first ??= now;
        _last = now;
        Reading(scope);
        return Task.FromResult(new StatePass(scope.All ? Size : scope.Unsettled ? Size / 10 : 1, changed, 0));
    }

    public Task<Books> AssembleAsync(CancellationToken cancellationToken)
    {
        var repeat = Rule(_clock!.Elapsed);
        _repeat = repeat;
        var kind = new TransactionKind(TransactionKind, repeat, SettleAfter: SettleAfter);
        return Task.FromResult(new Books(
            [new Account(Account, Kind, Opening, _first, _last, 0)],
            Attempts.Count == 0 ? [] : [new Transaction(Order, kind, [new Posting(0, -1)], Attempts)],
            [],
            [kind]));
    }

    public WorkloadSection? Section() => _repeat is null ? null : new WorkloadSection("purse", "a purse", "The purse", []);
}
