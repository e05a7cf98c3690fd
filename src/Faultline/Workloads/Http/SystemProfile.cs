using Faultline.Experiments;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;

namespace Faultline.Workloads.Http;

/// <summary>What a system of a model brings of its own: its words, as far as the model has some.</summary>
internal static class SystemProfile
{
    private const string Nameless = "http";

    /// <summary>
    /// A name in words of small letters and digits, joined by hyphens: so are the trade of its runs and their folders called. Empty
    /// where it has neither letters nor digits.
    /// </summary>
    public static string Slug(string name) =>
        string.Join('-', string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The profile of a system: runs of two systems in one folder are of two trades.</summary>
    public static WorkloadProfile Of(SystemPlan plan) => Of(plan.Model) with { Words = Words(plan) };

    /// <summary>The same before its targets are known, without its words.</summary>
    public static WorkloadProfile Of(SystemModel model) => new(Slug(model.Name) is { Length: > 0 } name ? name : Nameless)
    {
        Services = [.. model.Operations.SelectMany(o => o.Reaches).Distinct(StringComparer.Ordinal)],
    };

    private static WorkloadWords Words(SystemPlan plan)
    {
        var accounts = plan.Accounts.Where(a => a.Spec.Unit is not null).ToDictionary(
            a => a.Spec.Name, a => $"{a.Spec.Unit} of {AccountPlan.EntityWord(a.Spec)}", StringComparer.Ordinal);
        var words = new WorkloadWords { Accounts = accounts, Transaction = Prepared(plan.Model) };
        return plan.Transactions.Take(2).ToArray() is [var only] ? words with { Attempt = new(only.Name, AccountPlan.Several(only.Name)) } : words;
    }

    /// <summary>What is prepared before the load: entities of one sort, or of several.</summary>
    private static Noun Prepared(SystemModel model) =>
        model.Entities is [var only] ? new(only.Name, AccountPlan.Several(only.Name)) : new("entity", "entities");
}
