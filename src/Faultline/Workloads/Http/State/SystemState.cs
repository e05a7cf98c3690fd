using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Workloads.Http.Plans;

namespace Faultline.Workloads.Http.State;

/// <summary>
/// The state of the system after the load, as pass after pass reads it: what the attempted transactions hold where that says
/// what they post, every account that they touch, and some that nobody touched.
/// </summary>
/// <param name="plan">The model.</param>
/// <param name="reader">Reads.</param>
/// <param name="ledger">The attempts.</param>
/// <param name="openings">What was read before the load.</param>
/// <param name="postings">Computes what transactions post.</param>
/// <param name="losses">Tells what a store lost.</param>
/// <param name="seed">Seed of the samples.</param>
internal sealed class SystemState(
    SystemPlan plan, StateReader reader, RunLedger ledger, Openings openings, TransactionPostings postings, LossFinder losses, int seed)
{
    // Of each sort of account, beside those that were touched.
    private const int UntouchedAccounts = 500;

    // Of what should stand still this much is read again, in the hope of being wrong.
    private const int LargestSample = 2_000;
    private const int SampleOneIn = 8;

    private readonly StateTable<Balance?>[] _accounts = [.. plan.Accounts.Select(_ => new StateTable<Balance?>((a, b) => a == b))];
    private readonly StateTable<PostedContent>[] _contents = [.. plan.Operations.Select(_ => new StateTable<PostedContent>(PostedContent.AreSame))];
    private readonly HashSet<string>[] _lostContents = [.. plan.Operations.Select(_ => new HashSet<string>(StringComparer.Ordinal))];
    private readonly HashSet<string>[] _lostAccounts = [.. plan.Accounts.Select(_ => new HashSet<string>(StringComparer.Ordinal))];
    private readonly bool[] _made = [.. plan.Accounts.Select(a => AccountOwners.AreMade(a, plan))];
    private int _pass;

    /// <summary>What the accounts of a sort answered.</summary>
    public StateTable<Balance?> Of(AccountPlan account) => _accounts[account.Number];

    /// <summary>What the transactions of an operation hold.</summary>
    public StateTable<PostedContent> Of(OperationPlan operation) => _contents[operation.Number];

    /// <summary>Whether it is known what was on an account before the load: it was read, or came into being later.</summary>
    public bool IsKnown(AccountId account) => openings.Of(account) is not null || (_made[account.Account] && !openings.IsForgotten(account));

    /// <summary>Whether a store says that it knows an account no more that was there.</summary>
    public bool IsLost(AccountId account) => _lostAccounts[account.Account].Contains(account.Key);

    /// <summary>Reads what the scope names.</summary>
    public async Task<StatePass> ReadAsync(StateScope scope, RunClock clock, IRunObserver observer, CancellationToken cancellationToken)
    {
        var choice = ++_pass == 1 ? Everything() : Choose(scope);
        // How long such passes go on is told by who asks for them.
        var progress = new PassProgress($"pass {_pass}", scope.IsOfNamed ? null : observer, choice.Count);
        var changed = 0;
        foreach (var operation in plan.Transactions.Where(o => o.Content is not null))
        {
            var attempted = ledger.Of(operation);
            changed += await Of(operation).ReadAsync(
                choice.Contents[operation.Number],
                (key, token) => reader.ReadAsync(operation, attempted[key].Inputs[0], key, token),
                clock, progress, cancellationToken);
        }

        Discover(choice);
        progress.Expect(choice.Count);
        foreach (var account in plan.Accounts)
        {
            changed += await Of(account).ReadAsync(
                choice.Accounts[account.Number], (key, token) => ReadAsync(account, key, token), clock, progress, cancellationToken);
        }

        // It may write a little into the system: not where nothing can be new.
        if (scope.All || changed > 0) await FindLossesAsync(cancellationToken);
        return new StatePass(choice.Count, changed, WithoutValue());
    }

    /// <summary>What a transaction is known to touch: by its variables, by what it held before the load, and by what it holds.</summary>
    public IEnumerable<PostedContent> PostedBy(OperationPlan operation, string key, AttemptedTransaction attempted)
    {
        if (operation.Content is null) return attempted.Inputs.Select(input => postings.Of(operation, input)).OfType<PostedContent>();
        return new[] { openings.ContentOf(operation, key), Of(operation).Last(key) }.OfType<PostedContent>();
    }

    /// <summary>An account that comes into being with its transaction is at nothing as long as there is none.</summary>
    private async Task<EntityRead<Balance?>> ReadAsync(AccountPlan account, string key, CancellationToken cancellationToken)
    {
        var read = await reader.ReadAsync(account, key, cancellationToken);
        return read.Missing is { } refusal && openings.Of(new AccountId(account.Number, key)) is null && await losses.IsStrangeAsync(account, key, refusal, cancellationToken)
            ? new EntityRead<Balance?>(account.Unborn(null), null, null)
            : read;
    }

    private StateChoice Everything()
    {
        var choice = NewChoice();
        foreach (var operation in plan.Transactions.Where(o => o.Content is not null))
            choice.Contents[operation.Number].UnionWith(ledger.Of(operation).Keys);
        return choice;
    }

    private StateChoice Choose(StateScope scope)
    {
        var choice = NewChoice();
        foreach (var operation in plan.Operations)
        {
            var table = Of(operation);
            choice.Contents[operation.Number].UnionWith(scope.All ? table.Ids : Unreadable(table, _lostContents[operation.Number]));
        }

        foreach (var account in plan.Accounts)
        {
            var table = Of(account);
            choice.Accounts[account.Number].UnionWith(scope.All ? table.Ids : Unreadable(table, _lostAccounts[account.Number]));
        }

        foreach (var name in scope.Named)
            if (plan.AccountOf(name) is { } account) choice.Accounts[account.Account].Add(account.Key);
        if (scope.Unsettled) AddUnsettled(choice);
        return choice;
    }

    private void AddUnsettled(StateChoice choice)
    {
        foreach (var operation in plan.Transactions)
        {
            foreach (var (key, attempted) in ledger.Of(operation).Where(t => t.Value.IsOpen))
            {
                if (operation.Content is not null) choice.Contents[operation.Number].Add(key);
                foreach (var (account, _) in PostedBy(operation, key, attempted).SelectMany(c => c.Postings))
                    if (IsKnown(account)) choice.Accounts[account.Account].Add(account.Key);
            }
        }

        var random = new Random(unchecked((seed * 31) + _pass));
        var all = _contents.Sum(t => t.Count) + _accounts.Sum(t => t.Count);
        var sample = Math.Min(LargestSample, Math.Max(1, all / SampleOneIn));
        foreach (var (chosen, table) in choice.Contents.Zip(_contents).Where(c => c.Second.Count > 0))
            AddSample(chosen, [.. table.Ids], (int)((long)sample * table.Count / all) + 1, random);
        foreach (var (chosen, table) in choice.Accounts.Zip(_accounts).Where(c => c.Second.Count > 0))
            AddSample(chosen, [.. table.Ids], (int)((long)sample * table.Count / all) + 1, random);
    }

    /// <summary>Accounts that a pass must read beside those it chose: those that a transaction newly names, and of the first pass some that none does.</summary>
    private void Discover(StateChoice choice)
    {
        foreach (var operation in plan.Transactions)
        {
            // Of those without content all accounts are known from the first pass on.
            if (operation.Content is null && _pass > 1) continue;
            foreach (var (key, attempted) in ledger.Of(operation))
            {
                foreach (var (account, _) in PostedBy(operation, key, attempted).SelectMany(c => c.Postings))
                    if (IsKnown(account) && !_accounts[account.Account].Contains(account.Key)) choice.Accounts[account.Account].Add(account.Key);
            }
        }

        if (_pass > 1) return;
        foreach (var read in ledger.Reads)
            if (openings.Of(read.Account) is not null) choice.Accounts[read.Account.Account].Add(read.Account.Key);
        var random = new Random(seed);
        foreach (var sort in openings.Accounts.GroupBy(a => a.Account))
            AddSample(choice.Accounts[sort.Key], [.. sort.Select(a => a.Key)], UntouchedAccounts, random);
    }

    private async Task FindLossesAsync(CancellationToken cancellationToken)
    {
        foreach (var account in plan.Accounts)
        {
            var refused = Refused(Of(account)).Where(r => openings.Of(new AccountId(account.Number, r.Key)) is not null).ToArray();
            await MarkAsync(_lostAccounts[account.Number], refused, () => losses.FindAsync(account, refused, Of(account).Ids.Any(id => Of(account).Last(id) is not null), cancellationToken));
        }

        foreach (var operation in plan.Transactions.Where(o => o.Content is not null))
        {
            var refused = Refused(Of(operation)).ToArray();
            await MarkAsync(_lostContents[operation.Number], refused, () => losses.FindAsync(operation, refused, Of(operation).Ids.Any(id => Of(operation).Last(id) is not null), cancellationToken));
        }

        static async Task MarkAsync(HashSet<string> lost, KeyValuePair<string, Refusal>[] refused, Func<Task<IEnumerable<string>>> find)
        {
            lost.Clear();
            if (refused.Length > 0) lost.UnionWith(await find());
        }
    }

    private int WithoutValue() =>
        _accounts.Zip(_lostAccounts).Sum(t => Unreadable(t.First, t.Second).Count()) + _contents.Zip(_lostContents).Sum(t => Unreadable(t.First, t.Second).Count());

    private StateChoice NewChoice() => new(plan.Operations.Count, plan.Accounts.Count);

    private static IEnumerable<KeyValuePair<string, Refusal>> Refused<T>(StateTable<T> table) =>
        table.WithoutValue.Where(w => w.Refusal is not null).Select(w => KeyValuePair.Create(w.Id, w.Refusal!));

    // What is refused and not lost may be read at another time.
    private static IEnumerable<string> Unreadable<T>(StateTable<T> table, HashSet<string> lost) => table.WithoutValue.Select(w => w.Id).Where(id => !lost.Contains(id));

    private static void AddSample(HashSet<string> chosen, IReadOnlyList<string> all, int count, Random random)
    {
        if (all.Count <= count) chosen.UnionWith(all);
        else
            for (var i = 0; i < count; i++) chosen.Add(all[random.Next(all.Count)]);
    }
}
