using Faultline.Hosting;

namespace Faultline.Faults.Actions;

/// <summary>An action that goes all the way of another and harms nothing: what is rehearsed before the load.</summary>
/// <param name="action">The other.</param>
/// <param name="host">The host that is asked what it may be asked without harm.</param>
internal sealed class DryRunAction(IFaultAction action, IServiceHost host) : IFaultAction
{
    public string Name => action.Name;

    public string Done => action.Done;

    public string Undone => action.Undone;

    public Task ProbeAsync(IServiceHost dryRun, CancellationToken cancellationToken) => action.ProbeAsync(host, cancellationToken);

    public Task<string?> PlanUndoAsync(IServiceHost dryRun, ServiceInstance instance, CancellationToken cancellationToken) =>
        action.PlanUndoAsync(host, instance, cancellationToken);

    public Task<DateTimeOffset?> InjectAsync(IServiceHost dryRun, UndoEntry undo, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    public Task<RestoreResult> UndoAsync(UndoEntry undo, RestoreRequest request) => InstanceRestore.RunAsync(undo.Instance, request);
}
