using System.Collections.Concurrent;
using Faultline.Experiments;

namespace Faultline.Tests.Experiments;

/// <summary>Keeps in memory what a run would have written.</summary>
internal sealed class StoreDouble : IRunStore
{
    /// <summary>The run at each saving.</summary>
    public ConcurrentQueue<Run> Saved { get; } = new();

    /// <summary>Runs before a run is kept.</summary>
    public Action<Run> Saving { get; set; } = _ => { };

    public Task SaveAsync(Run run, RunFolder folder)
    {
        Saving(run);
        Saved.Enqueue(run);
        return Task.CompletedTask;
    }
}
