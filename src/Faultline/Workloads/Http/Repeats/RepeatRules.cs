using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;

namespace Faultline.Workloads.Http.Repeats;

/// <summary>What a repeated attempt does, for each sort of transaction: as the model says, or as was tried before the load.</summary>
/// <param name="time">The source of time.</param>
/// <param name="observer">Is told what could not be tried.</param>
internal sealed class RepeatRules(TimeProvider time, IRunObserver observer)
{
    private readonly Dictionary<string, RepeatRule> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RepeatCanary> _canaries = new(StringComparer.Ordinal);
    private readonly List<(OperationPlan Operation, string Key)> _tried = [];

    /// <summary>The keys of an operation's transactions that were attempted before the load.</summary>
    public IEnumerable<string> KeysOf(OperationPlan operation) => _tried.Where(t => t.Operation == operation).Select(t => t.Key);

    /// <summary>The rule of an operation; null as long as it is not known.</summary>
    public RepeatRule? Of(string operation) => _rules.TryGetValue(operation, out var rule) ? rule : null;

    /// <summary>Takes what the model says, and tries the rest.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="prepare">Prepares a transaction of an operation; null where no script calls it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TargetUnavailableException">The system does not do what the model says when nothing is killed.</exception>
    public async Task TryAsync(SystemPlan plan, Func<OperationPlan, Task<OperationRepeat?>> prepare, CancellationToken cancellationToken)
    {
        foreach (var operation in plan.Transactions)
        {
            if (Said(operation.Spec.Repeat) is { } said) _rules[operation.Name] = said;
            else await TryAsync(operation, prepare, cancellationToken);
        }
    }

    /// <summary>Looks at what the second attempts did.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var (operation, canary) in _canaries) _rules[operation] = await canary.LookAsync(cancellationToken);
    }

    private static RepeatRule? Said(RepeatSpec spec) => spec switch
    {
        RepeatSpec.Probe => null,
        RepeatSpec.AppliesAgain => RepeatRule.AppliesAgain,
        RepeatSpec.Refused => RepeatRule.Refused,
        RepeatSpec.NoEffect => RepeatRule.AcceptedWithoutEffect,
    };

    private async Task TryAsync(OperationPlan operation, Func<OperationPlan, Task<OperationRepeat?>> prepare, CancellationToken cancellationToken)
    {
        try
        {
            var repeat = await prepare(operation);
            if (repeat is { Obstacle: null })
            {
                _tried.Add((operation, repeat.Key));
                _canaries[operation.Name] = await RepeatCanary.RunAsync(repeat, time, cancellationToken, operation.Spec.SettleAfter);
            }
            else
            {
                Untried(operation, repeat?.Obstacle ?? "no script calls it");
            }
        }
        catch (TargetUnavailableException e) when (e.MayHaveBeenDone)
        {
            Untried(operation, e.Message);
        }
    }

    private void Untried(OperationPlan operation, string why)
    {
        _rules[operation.Name] = RepeatRule.Unknown;
        observer.Warned($"what a repeated {operation.Name} does could not be tried ({why}), so both are allowed for, that it applies again and that it does not; repeat: of the operation can say it");
    }
}
