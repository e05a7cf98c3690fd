namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>The numbers that the system keeps: how they are read, and whether anything is posted to them.</summary>
internal static class AccountCheck
{
    private const string Id = "id";

    public static void Check(SystemModel model, ModelNames names, Findings findings)
    {
        if (model.Accounts.Count + names.Unread.Accounts.Count == 0)
        {
            findings.Warn(
                "no account can be read: this is load and faults only, and the verdict can only be undetermined",
                model, "accounts", "Declare under accounts: a number that the system keeps, and the request that reads it.");
        }

        var posted = model.Operations.SelectMany(o => o.Posts.Concat(o.Each?.Posts ?? [])).Select(p => p.Account).ToHashSet(StringComparer.Ordinal);
        foreach (var account in model.Accounts)
        {
            Read(model, account, findings);
            Ranges(account, findings);
            if (!posted.Contains(account.Name) && names.Unread.Operations.Count == 0)
                findings.Warn($"no operation posts to account \"{account.Name}\": it cannot show what went wrong", account);
        }
    }

    private static void Read(SystemModel model, AccountSpec account, Findings findings)
    {
        foreach (var slot in RequestSlots.Of(account.Read).Where(slot => model.Variables.Names[slot] != Id))
        {
            findings.Error(
                $"account \"{account.Name}\" is read with \"{model.Variables.Names[slot]}\", but only \"{Id}\" is known there",
                account.Read, hint: $"${Id} is what stands in the brackets of a posting: {account.Name}($from) is read with the value of from.");
        }
    }

    private static void Ranges(AccountSpec account, Findings findings)
    {
        if (account.Scale is < 0 or > AccountSpec.MostScale)
            findings.Error($"the scale of account \"{account.Name}\" must lie between 0 and {AccountSpec.MostScale}, not {account.Scale}", account, "scale");
        if (!account.IsFlag) return;

        if (account.Floor is not null) findings.Error($"account \"{account.Name}\" is a flag, which is 0 or 1: it has no floor", account, "floor");
        if (account.Scale != 0) findings.Error($"account \"{account.Name}\" is a flag, which is 0 or 1: it has no scale", account, "scale");
        if (account.Weight is not null || account.FixedWeight != 1)
            findings.Error($"account \"{account.Name}\" is a flag, which takes no part in sums: it has no weight", account, "weight");
    }
}
