using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>One fault on one instance, from its choice to its undo. Guarded by the injector's lock.</summary>
internal sealed class StandingFault(FaultEvent planned, ServiceInstance instance)
{
    public ServiceInstance Instance { get; } = instance;

    /// <summary>What is known of it.</summary>
    public FaultEvent Event { get; set; } = planned;

    /// <summary>Its entry in the journal; null until that was written, and so until something may have been done.</summary>
    public UndoEntry? Undo { get; set; }

    /// <summary>Ends when the kill has been done, or has failed.</summary>
    public Task Killing { get; set; } = Task.CompletedTask;

    /// <summary>The one attempt at bringing it back; null until it is begun.</summary>
    public Task<string?>? Healing { get; set; }
}
