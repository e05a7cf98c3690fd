using Faultline.Checking;
using Faultline.Histories;
using Faultline.Load;

namespace Faultline.Experiments;

/// <summary>A workload whose entities exist and whose opening balances are known: it can be put under load, once.</summary>
public interface IPreparedWorkload
{
    /// <summary>What was prepared, in words: kind of population and size.</summary>
    string Population { get; }

    /// <summary>What was to be prepared and attempted, and what was prepared; of the attempts themselves the run knows.</summary>
    Coverage Coverage { get; }

    /// <summary>What a virtual user does.</summary>
    IScenario Scenario { get; }

    /// <summary>Tells, many times while the load runs, how far the faults are, for a load that makes room for them.</summary>
    void Told(FaultStage stage);

    /// <summary>Takes in the attempts of the load, which say what must be read.</summary>
    Task<ILoadedWorkload> CollectAsync(IAsyncEnumerable<Operation> history, CancellationToken cancellationToken);
}
