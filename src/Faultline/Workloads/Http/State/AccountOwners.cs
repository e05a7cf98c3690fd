using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.State;

/// <summary>Which entities of the population have an account of a sort, as far as the model tells.</summary>
internal static class AccountOwners
{
    /// <summary>
    /// Names of the entities: those whose picked ids are posted to or shown, and one of the account's own name. Null where the
    /// model does not tell, so that it must be tried; empty where such accounts come into being with transactions.
    /// </summary>
    public static IReadOnlyCollection<string>? Of(AccountPlan account, SystemPlan plan)
    {
        var owners = Keys(account, plan)
            .SelectMany(k => plan.Model.Variables.OnlySlotOf(k.Key) is >= 0 and var slot ? plan.Origins.EntitiesOf(k.Operation, slot) : new HashSet<string>())
            .Concat(plan.Model.Entities.Select(e => e.Name).Where(name => name == AccountPlan.EntityWord(account.Spec) || name == account.Spec.Name))
            .ToHashSet(StringComparer.Ordinal);
        return owners.Count > 0 || AreMade(account, plan) ? owners : null;
    }

    /// <summary>Whether accounts of a sort come into being with transactions: their keys are made while the load runs.</summary>
    public static bool AreMade(AccountPlan account, SystemPlan plan) =>
        Keys(account, plan).Any(k => k.Key.Slots.Any(slot => plan.Origins.IsMade(k.Operation, slot)));

    private static IEnumerable<(string Operation, Template Key)> Keys(AccountPlan account, SystemPlan plan)
    {
        foreach (var operation in plan.Model.Operations)
        {
            foreach (var post in operation.Posts.Concat(operation.Each?.Posts ?? []).Where(p => p.Account == account.Spec.Name)) yield return (operation.Name, post.Key);
            if (operation.Shows is { } shown && shown.Account == account.Spec.Name) yield return (operation.Name, shown.Key);
        }
    }
}
