using Faultline.Experiments;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Trials;

/// <summary>Follows a script once, outside the load, on entities of its own.</summary>
internal sealed class Trial(SystemPlan plan, SystemClient client, FreshEntities fresh)
{
    /// <summary>The variables.</summary>
    public Scope Scope { get; } = plan.NewScope();

    /// <summary>Takes steps; each operation among them must end ok.</summary>
    /// <exception cref="TargetUnavailableException">One did not, or its answer does not hold what is taken out of it.</exception>
    public async Task FollowAsync(IEnumerable<Step> steps, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (step is not CallStep call)
            {
                await fresh.FillAsync(step, Scope, cancellationToken);
                continue;
            }

            var operation = plan.Operation(call.Operation);
            var answer = await client.MustAsync(operation.Send, Scope, cancellationToken);
            if (Capture(operation, answer) is { } missing)
                throw SystemClient.Unusable(operation.Send, Scope, answer, $"{missing.Source} is not there", $"an answer with {missing.Source}").ToException();
        }
    }

    /// <summary>Sends an operation once.</summary>
    public Task<HttpAnswer> SendAsync(OperationPlan operation, CancellationToken cancellationToken) => client.SendAsync(operation.Send, Scope, cancellationToken);

    /// <summary>Takes out of an ok answer what later steps use; null, or what is not there.</summary>
    public Capture? Capture(OperationPlan operation, HttpAnswer answer)
    {
        foreach (var capture in operation.Spec.Captures)
        {
            if (capture.Read(answer.Body, answer.Header()) is not { } value) return capture;
            Scope[capture.Slot] = value;
        }

        return null;
    }
}
