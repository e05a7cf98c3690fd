namespace Faultline.Auditing;

/// <summary>Accounts that hang together, in words.</summary>
internal static class PartText
{
    private const int Named = 3;

    public static string Entity(Ledger ledger, IReadOnlyList<int> accounts)
    {
        var names = string.Join(", ", accounts.Take(Named).Select(a => ledger.Account(a).Name));
        return accounts.Count > Named ? Figures.Text($"{names} and {accounts.Count - Named} more") : names;
    }
}
