using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Workloads.Http.Bookkeeping;
using Faultline.Workloads.Http.State;

namespace Faultline.Workloads.Http;

/// <summary>A system after the load, whose books can be made.</summary>
internal sealed class LoadedSystem(PreparedSystem system, RunLedger ledger, SystemState state) : ILoadedWorkload
{
    private readonly HashSet<string> _told = [];
    private IReadOnlyList<string> _notes = [];

    /// <inheritdoc/>
    public async Task<StatePass> ReadStateAsync(StateScope scope, RunClock clock, IRunObserver observer, CancellationToken cancellationToken)
    {
        var pass = await state.ReadAsync(scope, clock, observer, cancellationToken);
        foreach (var sentence in system.Users.Troubles.Sentences.Concat(system.Postings.FirstFault is { } fault ? [fault] : []).Concat(_notes).Where(_told.Add))
            observer.Warned(sentence);
        return pass;
    }

    /// <inheritdoc/>
    public async Task<Books> AssembleAsync(CancellationToken cancellationToken)
    {
        await system.Rules.LookAsync(cancellationToken);
        (var books, _notes) = SystemBooks.Build(system.Plan, ledger, system.Openings, state, system.Pools, system.Rules);
        return books;
    }

    /// <inheritdoc/>
    public RepeatRule? RepeatOf(string transactionKind) => system.Rules.Of(transactionKind);

    /// <inheritdoc/>
    public WorkloadSection? Section() => null;
}
