using Faultline.Faults;
using Faultline.Histories;

namespace Faultline.Recovery;

/// <summary>Looks out for the first failing answer after a fault and for the first success after its undo.</summary>
/// <remarks>
/// Failing: ended after the host was asked for the fault and intended before the instance was ready again, so that what
/// was in flight at the kill counts, and what some later fault makes fail does not. Success: sent after the start of
/// the instance was confirmed, and answered by that very instance where its answers carry its name; else by any, which
/// with a second replica comes at once and says little.
/// </remarks>
internal sealed class FirstAnswers(FaultEvent fault)
{
    private readonly Dictionary<AnswerClass, SortedDictionary<int, Failures>> _failures = [];
    private bool _instanceAnswers;
    private TimeSpan? _successOfAny;
    private TimeSpan? _successOfInstance;

    /// <summary>When the first ok answer came in.</summary>
    public TimeSpan? Success => _instanceAnswers ? _successOfInstance : _successOfAny;

    /// <summary>Takes in an operation on the fault's path, with its class where it did not end ok.</summary>
    public void Add(Operation operation, AnswerClass? answer)
    {
        var isOfInstance = IsName(operation.Instance);
        _instanceAnswers |= isOfInstance;
        if (answer is { } failure) AddFailure(operation, failure);
        else if (operation.Sent >= fault.HealedAt)
        {
            _successOfAny = Earlier(_successOfAny, operation.Completed);
            if (isOfInstance) _successOfInstance = Earlier(_successOfInstance, operation.Completed);
        }
    }

    /// <summary>
    /// When the first answer came in that the fault made fail: the first of a class in a second with more of it than
    /// is usual. Without a baseline nothing is known of refusals, and only what cannot be one counts.
    /// </summary>
    /// <param name="usual">What is usual, or null without a baseline.</param>
    /// <param name="ended">Operations of a kind intended for a second.</param>
    public TimeSpan? Failure(UsualAnswers? usual, Func<string, int, double> ended)
    {
        TimeSpan? first = null;
        foreach (var (answer, seconds) in _failures)
        {
            if (usual is null && answer.CanBeRefusal) continue;
            foreach (var (second, failures) in seconds)
            {
                if (usual is not null && failures.Count <= usual.Most(answer, second, ended(answer.Kind, second))) continue;
                first = Earlier(first, failures.First);
                break;
            }
        }

        return first;
    }

    private void AddFailure(Operation operation, AnswerClass answer)
    {
        if (operation.Completed < fault.CalledAt || operation.Intended > fault.ReadyAt) return;

        if (!_failures.TryGetValue(answer, out var seconds)) _failures.Add(answer, seconds = []);
        var second = (int)operation.Completed.TotalSeconds;
        var earlier = seconds.GetValueOrDefault(second, new Failures(operation.Completed, 0));
        seconds[second] = new Failures(Earlier(earlier.First, operation.Completed), earlier.Count + 1);
    }

    // A container is called by its project too: shop-order-service-1 answers as order-service-1.
    private bool IsName(string answered) =>
        answered.Length > 0 && fault.Instance is { } instance
        && (answered == instance
            || answered.StartsWith(fault.Service, StringComparison.Ordinal) && instance.EndsWith("-" + answered, StringComparison.Ordinal));

    private static TimeSpan Earlier(TimeSpan? a, TimeSpan b) => a < b ? a.Value : b;

    private readonly record struct Failures(TimeSpan First, int Count);
}
