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

    /// <inheritdoc/>
    public async Task<StatePass> ReadStateAsync(StateScope scope, RunClock clock, IRunObserver observer, CancellationToken cancellationToken)
    {
        var pass = await state.ReadAsync(scope, clock, observer, cancellationToken);
        Tell([.. system.Users.Troubles.Sentences, .. system.Postings.FirstFault is { } fault ? [fault] : Array.Empty<string>()], observer);
        return pass;
    }

    /// <inheritdoc/>
    public async Task<Books> AssembleAsync(CancellationToken cancellationToken)
    {
        await system.Rules.LookAsync(cancellationToken);
        var (books, notes) = SystemBooks.Build(system.Plan, ledger, system.Openings, state, system.Pools, system.Rules);
        // No reading may come after these books.
        Tell(notes, system.Observer);
        return books;
    }

    /// <inheritdoc/>
    public RepeatRule? RepeatOf(string transactionKind) => system.Rules.Of(transactionKind);

    /// <inheritdoc/>
    public WorkloadSection? Section() => null;

    private void Tell(IEnumerable<string> sentences, IRunObserver observer)
    {
        foreach (var sentence in sentences.Where(_told.Add)) observer.Warned(sentence);
    }
}
