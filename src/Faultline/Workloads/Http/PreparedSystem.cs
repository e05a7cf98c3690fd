using Faultline.Checking;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Repeats;
using Faultline.Workloads.Http.Running;
using Faultline.Workloads.Http.State;

namespace Faultline.Workloads.Http;

/// <summary>A system with its population, ready for the load.</summary>
internal sealed class PreparedSystem : IPreparedWorkload
{
    /// <summary>The model.</summary>
    public required SystemPlan Plan { get; init; }

    /// <summary>Its entities.</summary>
    public required EntityPools Pools { get; init; }

    /// <summary>Makes more of them.</summary>
    public required FreshEntities Fresh { get; init; }

    /// <summary>What was read before the load.</summary>
    public required Openings Openings { get; init; }

    /// <summary>What was tried before the load.</summary>
    public required RepeatRules Rules { get; init; }

    /// <summary>Reads the state.</summary>
    public required StateReader Reader { get; init; }

    /// <summary>Computes what transactions post.</summary>
    public required TransactionPostings Postings { get; init; }

    /// <summary>What users do.</summary>
    public required HttpScenario Users { get; init; }

    /// <summary>Who watches the run.</summary>
    public required IRunObserver Observer { get; init; }

    /// <summary>Seed of the samples.</summary>
    public required int Seed { get; init; }

    /// <inheritdoc/>
    public string Population => Pools.Description;

    /// <inheritdoc/>
    public Coverage Coverage => new(Pools.Size.Planned, Pools.Size.Made, 0, 0);

    /// <inheritdoc/>
    public IScenario Scenario => Users;

    /// <inheritdoc/>
    public void Told(FaultStage stage)
    {
        // Its users make no room for faults.
    }

    /// <inheritdoc/>
    public async Task<ILoadedWorkload> CollectAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken)
    {
        var ledger = await RunLedger.ReadAsync(Plan, history, cancellationToken);
        var state = new SystemState(Plan, Reader, ledger, Openings, Postings, new LossFinder(Plan, Reader, Pools, Fresh), Seed);
        return new LoadedSystem(this, ledger, state);
    }
}
