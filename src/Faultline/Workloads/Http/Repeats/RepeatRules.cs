using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;

namespace Faultline.Workloads.Http.Repeats;

/// <summary>What a repeated attempt does, for each sort of transaction: as the model says, or as was tried before the load.</summary>
internal sealed class RepeatRules
{
    private readonly Dictionary<string, RepeatRule> _rules = new(StringComparer.Ordinal);
    private readonly List<RepeatCanary> _canaries = [];

    /// <summary>The keys of an operation's transactions that were attempted before the load.</summary>
    public IEnumerable<string> KeysOf(OperationPlan operation) => _canaries.Where(c => c.Operation == operation).Select(c => c.Key);

    /// <summary>The rule of an operation; null as long as it is not known.</summary>
    public RepeatRule? Of(string operation) => _rules.TryGetValue(operation, out var rule) ? rule : null;

    /// <summary>Takes what the model says, and tries the rest.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="attempt">Attempts a transaction twice.</param>
    /// <param name="observer">Is told what could not be tried.</param>
    public async Task TryAsync(SystemPlan plan, Func<OperationPlan, Task<RepeatCanary>> attempt, IRunObserver observer)
    {
        foreach (var operation in plan.Transactions)
        {
            if (Said(operation.Spec.Repeat) is { } said) _rules[operation.Name] = said;
            else if (await TryAsync(operation, attempt, observer) is { } canary) _canaries.Add(canary);
            else _rules[operation.Name] = RepeatRule.Unknown;
        }
    }

    /// <summary>Looks at what the second attempts did.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var canary in _canaries) _rules[canary.Operation.Name] = await canary.LookAsync(cancellationToken);
    }

    private static RepeatRule? Said(RepeatSpec spec) => spec switch
    {
        RepeatSpec.Probe => null,
        RepeatSpec.AppliesAgain => RepeatRule.AppliesAgain,
        RepeatSpec.Refused => RepeatRule.Refused,
        RepeatSpec.NoEffect => RepeatRule.AcceptedWithoutEffect,
    };

    private static async Task<RepeatCanary?> TryAsync(OperationPlan operation, Func<OperationPlan, Task<RepeatCanary>> attempt, IRunObserver observer)
    {
        const string Both = "both are allowed for, that it applies again and that it does not";
        try
        {
            var canary = await attempt(operation);
            if (canary.Obstacle is { } obstacle) observer.Warned($"what a repeated {operation.Name} does could not be tried ({obstacle}), so {Both}; repeat: of the operation can say it");
            return canary;
        }
        catch (TargetUnavailableException e) when (e.MayHaveBeenDone)
        {
            observer.Warned($"what a repeated {operation.Name} does could not be tried, so {Both}: {e.Message}");
            return null;
        }
    }
}
