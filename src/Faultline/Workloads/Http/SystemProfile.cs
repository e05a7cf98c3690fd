using Faultline.Experiments;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;

namespace Faultline.Workloads.Http;

/// <summary>What a system of a model brings of its own: its words, as far as the model has some.</summary>
internal static class SystemProfile
{
    /// <summary>Name of the workload that any HTTP system is.</summary>
    public const string Name = "http";

    /// <summary>The profile of a system.</summary>
    public static WorkloadProfile Of(SystemPlan plan) => Of(plan.Model) with { Words = Words(plan) };

    /// <summary>The same before its targets are known, without its words.</summary>
    public static WorkloadProfile Of(SystemModel model) => new(Name)
    {
        Services = [.. model.Operations.SelectMany(o => o.Reaches).Distinct(StringComparer.Ordinal)],
    };

    private static WorkloadWords Words(SystemPlan plan)
    {
        var accounts = plan.Accounts.Where(a => a.Spec.Unit is not null).ToDictionary(
            a => a.Spec.Name, a => $"{a.Spec.Unit} of {AccountPlan.EntityWord(a.Spec)}", StringComparer.Ordinal);
        return plan.Transactions.Take(2).ToArray() is [var only]
            ? new WorkloadWords { Attempt = new(only.Name, AccountPlan.Several(only.Name)), Accounts = accounts }
            : new WorkloadWords { Accounts = accounts };
    }
}
