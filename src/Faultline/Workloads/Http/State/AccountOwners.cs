using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.State;

/// <summary>Which entities of the population have an account of a sort, as far as the model tells.</summary>
internal static class AccountOwners
{
    /// <summary>
    /// Names of the entities: those whose picked ids are posted to or shown, and one of the account's own name. Null where the
    /// model does not tell, so that it must be tried; empty where such accounts come into being with transactions, or are named.
    /// </summary>
    public static IReadOnlyCollection<string>? Of(AccountPlan account, SystemPlan plan)
    {
        var owners = Keys(account, plan)
            .SelectMany(k => plan.Model.Variables.OnlySlotOf(k.Key) is >= 0 and var slot ? plan.Origins.EntitiesOf(k.Operation, slot) : new HashSet<string>())
            .Concat(plan.Model.Entities.Select(e => e.Name).Where(name => name == AccountPlan.EntityWord(account.Spec) || name == account.Spec.Name))
            .ToHashSet(StringComparer.Ordinal);
        return owners.Count > 0 || AreMade(account, plan) || Keys(account, plan).Select(k => k.Key.IsConstant).DefaultIfEmpty().All(isConstant => isConstant) ? owners : null;
    }

    /// <summary>Keys of the accounts of a sort that the model names itself, such as <c>main</c> in <c>fees(main)</c>.</summary>
    public static IReadOnlyCollection<string> Named(AccountPlan account, SystemPlan plan) =>
        [.. Keys(account, plan).Where(k => k.Key.IsConstant).Select(k => k.Key.Render(plan.NewScope())).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Whether accounts of a sort come into being with transactions: their keys are made while the load runs, and none may be of an
    /// account that was there before it.
    /// </summary>
    public static bool AreMade(AccountPlan account, SystemPlan plan)
    {
        var keys = Keys(account, plan).ToArray();
        return keys.Any(IsMade) && !keys.Any(k => !IsMade(k) && k.Key.Slots.Any(slot => plan.Origins.IsFound(k.Operation, slot)));

        bool IsMade((string Operation, Template Key) key) => key.Key.Slots.Any(slot => plan.Origins.IsMade(key.Operation, slot));
    }

    private static IEnumerable<(string Operation, Template Key)> Keys(AccountPlan account, SystemPlan plan)
    {
        foreach (var operation in plan.Model.Operations)
        {
            foreach (var post in operation.Posts.Concat(operation.Each?.Posts ?? []).Where(p => p.Account == account.Spec.Name)) yield return (operation.Name, post.Key);
            if (operation.Shows is { } shown && shown.Account == account.Spec.Name) yield return (operation.Name, shown.Key);
        }
    }
}
