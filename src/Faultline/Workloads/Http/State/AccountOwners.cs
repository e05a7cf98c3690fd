using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;

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
        var owners = new HashSet<string>(StringComparer.Ordinal);
        var isMade = false;
        foreach (var operation in plan.Model.Operations)
        {
            foreach (var key in operation.Posts.Where(p => p.Account == account.Spec.Name).Select(p => p.Key)
                         .Concat(operation.Shows is { } shown && shown.Account == account.Spec.Name ? [shown.Key] : []))
            {
                if (plan.Model.Variables.OnlySlotOf(key) is >= 0 and var slot) owners.UnionWith(plan.Origins.EntitiesOf(operation.Name, slot));
                isMade |= key.Slots.Any(s => plan.Origins.IsMade(operation.Name, s));
            }
        }

        owners.UnionWith(plan.Model.Entities.Select(e => e.Name).Where(name => name == AccountPlan.EntityWord(account.Spec) || name == account.Spec.Name));
        return owners.Count > 0 || isMade ? owners : null;
    }
}
