using Faultline.Workloads.Http.Plans;

namespace Faultline.Workloads.Http.State;

/// <summary>What was read before the load: balances, and what transactions held that were there already.</summary>
internal sealed class Openings
{
    private readonly Dictionary<AccountId, Balance> _balances = [];
    private readonly Dictionary<(int Operation, string Key), PostedContent> _contents = [];
    private readonly HashSet<AccountId> _forgotten = [];

    /// <summary>Accounts that were there.</summary>
    public IReadOnlyCollection<AccountId> Accounts => _balances.Keys;

    /// <summary>The balance of an account; null where it was not there, or nobody looked.</summary>
    public Balance? Of(AccountId account) => _balances.TryGetValue(account, out var balance) ? balance : null;

    /// <summary>What a transaction held; null where it was not there, or nobody looked.</summary>
    public PostedContent? ContentOf(OperationPlan operation, string key) => _contents.GetValueOrDefault((operation.Number, key));

    /// <summary>A balance was read.</summary>
    public void Add(AccountId account, Balance balance) => _balances[account] = balance;

    /// <summary>An account is moved by a trial before the load: what was read of it no longer holds.</summary>
    public void Forget(AccountId account)
    {
        if (_balances.Remove(account)) _forgotten.Add(account);
    }

    /// <summary>Whether an account was there before the load, and nobody knows any more what was on it.</summary>
    public bool IsForgotten(AccountId account) => _forgotten.Contains(account);

    /// <summary>A content was read.</summary>
    public void Add(OperationPlan operation, string key, PostedContent content) => _contents[(operation.Number, key)] = content;
}
