using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Plans;

/// <summary>
/// Asks every target once before anything is done: for an account that may not be there, for the list of those that are, or,
/// where nothing can be read of it, for its root.
/// </summary>
internal static class TargetCheck
{
    private const int Tries = 5;
    private const string Any = "0";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Asks all.</summary>
    /// <returns>What was asked of each, for people.</returns>
    /// <exception cref="TargetUnavailableException">One does not answer, or not as the model says.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(SystemPlan plan, SystemClient client, CancellationToken cancellationToken)
    {
        var asked = new List<string>();
        foreach (var target in plan.Targets.Names) asked.Add(await RunAsync(target, plan, client, cancellationToken));
        return asked;
    }

    private static async Task<string> RunAsync(string target, SystemPlan plan, SystemClient client, CancellationToken cancellationToken)
    {
        var account = plan.Accounts.FirstOrDefault(a => a.Spec.Read.Target == target);
        var list = plan.Model.Entities.Select(e => e.List).FirstOrDefault(l => l?.Target == target);
        var request = account?.Read ?? new RequestPlan(list ?? Root(target, plan), plan.Targets);
        var scope = plan.ScopeOf(Any);
        HttpAnswer answer = default;
        for (var tries = 0; tries < Tries; tries++)
        {
            if (tries > 0) await Task.Delay(Pause, client.Time, cancellationToken);
            answer = await client.SendAsync(request, scope, cancellationToken);
            if (account is null && list is null ? answer.Status > 0 : Suffices(answer, isList: account is null)) return request.Describe(scope);
        }

        var expected = account is not null ? $"an answer with {account.Spec.Value.Source}, or that there is none" : list is not null ? "a success (2xx)" : "any answer";
        throw SystemClient.Unusable(request, scope, answer, "it is no success", expected).ToException();
    }

    // An account need not be there; but what speaks of the caller rather than of the account will not change.
    private static bool Suffices(HttpAnswer answer, bool isList) =>
        answer.Outcome == Outcome.Ok || (!isList && answer.Status is >= 400 and < 500 and not (401 or 403 or 405 or 407 or 408 or 429));

    private static RequestSpec Root(string target, SystemPlan plan) =>
        new("GET", target, Template.Parse("/", plan.Model.Variables, TemplateUse.Path));
}
