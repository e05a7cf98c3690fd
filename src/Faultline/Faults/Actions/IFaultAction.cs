using Faultline.Hosting;

namespace Faultline.Faults.Actions;

/// <summary>Something that is done to an instance and can be undone.</summary>
/// <remarks>
/// To add one: a file with the class, its line in <see cref="FaultActions.All"/>, and where no host can do it yet, a
/// capability beside <see cref="IServiceHost"/> for those that can.
/// </remarks>
public interface IFaultAction
{
    /// <summary>Its name, as events and the journal write it; a verb, such as <c>kill</c>.</summary>
    string Name { get; }

    /// <summary>What an instance is once it is done, such as <c>killed</c>.</summary>
    string Done { get; }

    /// <summary>What an instance is once it is undone, such as <c>started</c>.</summary>
    string Undone { get; }

    /// <summary>Finds out before the load whether the host can do it; harms nothing.</summary>
    /// <exception cref="HostUnavailableException">It cannot; says what is missing, and what would work instead.</exception>
    Task ProbeAsync(IServiceHost host, CancellationToken cancellationToken);

    /// <summary>
    /// What undoing it will need beside the instance, read from the host before anything is done to it: JSON that the
    /// journal keeps and nobody but this action understands. Null where it needs nothing.
    /// </summary>
    Task<string?> PlanUndoAsync(IServiceHost host, ServiceInstance instance, CancellationToken cancellationToken);

    /// <summary>Does it, and returns when that is confirmed. Its undo is on disk by then.</summary>
    /// <returns>When it took effect by the host's own clock; null where the host does not tell.</returns>
    Task<DateTimeOffset?> InjectAsync(IServiceHost host, UndoEntry undo, CancellationToken cancellationToken);

    /// <summary>Undoes it and proves that the instance serves again. Harmless when repeated, and where it never was done.</summary>
    Task<RestoreResult> UndoAsync(UndoEntry undo, RestoreRequest request);
}
