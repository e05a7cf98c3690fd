using Faultline.Auditing;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.State;

namespace Faultline.Workloads.Http.Bookkeeping;

/// <summary>The accounts of the books, each added when something is first posted to it.</summary>
internal sealed class AccountBook(SystemPlan plan, Openings openings, SystemState state)
{
    private readonly List<Account> _accounts = [];
    private readonly Dictionary<AccountId, int> _indexes = [];

    /// <summary>All so far.</summary>
    public IReadOnlyList<Account> All => _accounts;

    /// <summary>Postings to accounts of the books; those to accounts of which nobody knows what was on them before the load are left out.</summary>
    public Posting[] Postings(PostedContent? content)
    {
        if (content is null) return [];
        var postings = new List<Posting>(content.Postings.Count);
        foreach (var (account, amount) in content.Postings)
        {
            if (IndexOf(account) is { } index) postings.Add(new Posting(index, amount));
        }

        return [.. postings];
    }

    /// <summary>Number of an account; null where nobody knows what was on it before the load.</summary>
    public int? IndexOf(AccountId id)
    {
        if (_indexes.TryGetValue(id, out var index)) return index;
        if (Make(id) is not { } account) return null;
        _accounts.Add(account);
        return _indexes[id] = _accounts.Count - 1;
    }

    /// <summary>Number of an account that is in the books; null for any other.</summary>
    public int? Find(AccountId id) => _indexes.TryGetValue(id, out var index) ? index : null;

    /// <summary>Accounts that were read after the load and that are not in the books.</summary>
    public IEnumerable<Account> Rest() => plan.Accounts
        .SelectMany(a => state.Of(a).Ids.Select(key => new AccountId(a.Number, key)))
        .Where(id => !_indexes.ContainsKey(id) && openings.Of(id) is not null)
        .Select(Make)
        .OfType<Account>();

    private Account? Make(AccountId id)
    {
        if (!state.IsKnown(id)) return null;
        var sort = plan.Accounts[id.Account];
        var table = state.Of(sort);
        var last = table.Last(id.Key);
        var opening = openings.Of(id) ?? sort.Unborn(last?.Weight);
        return new Account(sort.NameOf(id.Key), sort.Kind, opening.Value, table.First(id.Key)?.Value, last?.Value, opening.Weight)
        {
            Lost = state.IsLost(id),
            StoodSince = table.Since(id.Key),
        };
    }
}
