using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

/// <summary>The balances of a simulated bank, and what was read of them while they moved.</summary>
internal sealed class BankLedger(IReadOnlyList<Account> accounts)
{
    private readonly long[] _balances = [.. accounts.Select(a => a.Opening)];
    private readonly List<AccountRead> _reads = [];

    public IReadOnlyList<AccountRead> Reads => _reads;

    public long this[int account] => _balances[account];

    public bool IsFlag(int account) => accounts[account].Kind.IsFlag;

    public bool Suffices(IReadOnlyList<Posting> postings) => postings.All(p => IsFlag(p.Account) || p.Amount > 0 || _balances[p.Account] + p.Amount >= 0);

    public void Post(IEnumerable<Posting> postings)
    {
        foreach (var (account, amount) in postings)
            _balances[account] = IsFlag(account) ? 1 : _balances[account] + amount;
    }

    public void Read(int account, TimeSpan sent, TimeSpan completed, long operation) =>
        _reads.Add(new(account, _balances[account], sent, completed, operation));
}
