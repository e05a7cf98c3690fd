using Faultline.Faults.Actions;
using Faultline.Hosting;

namespace Faultline.Tests.Faults;

/// <summary>An action that kills and whose undo throws.</summary>
internal sealed class WrongUndo : IFaultAction
{
    private readonly KillAction _kill = new();

    public string Name => _kill.Name;

    public string Done => _kill.Done;

    public string Undone => _kill.Undone;

    public Task ProbeAsync(IServiceHost host, CancellationToken cancellationToken) => _kill.ProbeAsync(host, cancellationToken);

    public Task<string?> PlanUndoAsync(IServiceHost host, ServiceInstance instance, CancellationToken cancellationToken) =>
        _kill.PlanUndoAsync(host, instance, cancellationToken);

    public Task<DateTimeOffset?> InjectAsync(IServiceHost host, UndoEntry undo, CancellationToken cancellationToken) =>
        _kill.InjectAsync(host, undo, cancellationToken);

    public Task<RestoreResult> UndoAsync(UndoEntry undo, RestoreRequest request) => throw new FormatException("its data is damaged");
}
