using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Requests;

/// <summary>
/// Asks the system outside the load: populating, canaries, reading the books. Reads are tried again (they change nothing);
/// what may change something never is, and goes over a fresh connection.
/// </summary>
internal sealed class SystemClient(TimeProvider time, TimeSpan timeout)
{
    private const int ReadTries = 4;
    private const string Hint = "Nothing was killed. Check the targets of the file and the service's own log";
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Time-out of a single request.</summary>
    public TimeSpan Timeout => timeout;

    /// <summary>The source of time.</summary>
    public TimeProvider Time => time;

    /// <summary>Sends once.</summary>
    /// <exception cref="TargetUnavailableException">It cannot be sent: a value is missing, or cannot stand where it is asked for.</exception>
    public async Task<HttpAnswer> SendAsync(RequestPlan plan, Scope scope, CancellationToken cancellationToken)
    {
        var request = new HttpRequest();
        try
        {
            plan.Fill(request, scope);
        }
        catch (UnusableValueException e)
        {
            throw new TargetUnavailableException($"{plan.Describe(scope)} cannot be asked: {plan.Hide(e.Message)}", "Nothing was killed");
        }

        var answer = await plan.Target.SendAsync(request, timeout, cancellationToken, fresh: !plan.IsRead);
        cancellationToken.ThrowIfCancellationRequested();
        return answer;
    }

    /// <summary>Sends once, and accepts nothing but a success.</summary>
    /// <exception cref="TargetUnavailableException">There was none.</exception>
    public async Task<HttpAnswer> MustAsync(RequestPlan plan, Scope scope, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(plan, scope, cancellationToken);
        return answer.Outcome == Outcome.Ok
            ? answer
            : throw Unusable(plan, scope, answer, "it is no success", "a success (2xx)").ToException(mayHaveBeenDone: answer.Outcome == Outcome.Unknown);
    }

    /// <summary>Reads until there is an answer that says something, or too often.</summary>
    /// <param name="plan">What is asked.</param>
    /// <param name="scope">The variables in it.</param>
    /// <param name="id">The id that is asked for, of which a refusal may speak.</param>
    /// <param name="read">Takes what is looked for out of a success; null, and why, where it is not there.</param>
    /// <param name="expected">What is looked for, as a noun.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<EntityRead<T>> ReadAsync<T>(
        RequestPlan plan, Scope scope, string id, Func<HttpAnswer, (T? Value, string Fault)> read, string expected, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await SendAsync(plan, scope, cancellationToken);
            var (value, fault) = answer.Outcome == Outcome.Ok ? read(answer) : default;
            if (value is not null) return new EntityRead<T>(value, null, null);
            if (Refusal.Of(answer, id) is { } refusal) return new EntityRead<T>(default, refusal, null);
            if (tries == ReadTries) return new EntityRead<T>(default, null, Unusable(plan, scope, answer, fault ?? "it is no success", expected));
            await Task.Delay(RetryPause, time, cancellationToken);
        }
    }

    /// <summary>An answer that cannot be used, in words.</summary>
    /// <param name="plan">What was asked.</param>
    /// <param name="scope">The variables in it.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="expected">What was expected instead, as a noun.</param>
    public static UnusableAnswer Unusable(RequestPlan plan, Scope scope, HttpAnswer answer, string fault, string expected)
    {
        var wrong = answer switch
        {
            { Location: { } location } => $"it points to {ToldText.Line(plan.Hide(location))}, and redirections are not followed, since a POST would then be sent twice",
            { Outcome: Outcome.Ok } => fault,
            _ when plan.IsRead => answer.Status == 0 ? "" : fault,
            { Outcome: Outcome.Failed } => "it was not done",
            _ => "nobody knows whether it was done",
        };
        return new UnusableAnswer(plan.Describe(scope), answer.Status, UnusableAnswer.SeenOf(answer, plan.Hide), plan.Hide(wrong), expected, Hint);
    }
}
