using Faultline.Hosting;

namespace Faultline.Faults.Actions;

/// <summary>Ends an instance at once (SIGKILL); undone by starting it.</summary>
public sealed record KillAction : IFaultAction
{
    /// <inheritdoc/>
    public string Name => "kill";

    /// <inheritdoc/>
    public string Done => "killed";

    /// <inheritdoc/>
    public string Undone => "started";

    /// <inheritdoc/>
    public Task ProbeAsync(IServiceHost host, CancellationToken cancellationToken)
    {
        Of(host);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string?> PlanUndoAsync(IServiceHost host, ServiceInstance instance, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> InjectAsync(IServiceHost host, UndoEntry undo, CancellationToken cancellationToken) =>
        Of(host).KillAsync(undo.Instance, cancellationToken);

    /// <inheritdoc/>
    public Task<RestoreResult> UndoAsync(UndoEntry undo, RestoreRequest request) => InstanceRestore.RunAsync(undo.Instance, request);

    private static IKillCapability Of(IServiceHost host) => host.Require<IKillCapability>("kill an instance");
}
