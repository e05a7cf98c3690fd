using Faultline.Auditing;
using Faultline.Histories;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Repeats;
using Faultline.Workloads.Http.State;

namespace Faultline.Workloads.Http.Bookkeeping;

/// <summary>
/// Makes the books of a run from its attempts and from what was read: a transaction posts what its variables say, and, where it
/// has content, what that says.
/// </summary>
/// <remarks>
/// Content that is not what it was before the load is damaged, and is judged by what it was. Where an account did what is shown
/// instead, that follows from the damage and is no anomaly of its own: see <see cref="TransactionDraft"/>.
/// </remarks>
internal sealed class SystemBooks
{
    private const long NoOperation = -1;

    private readonly SystemPlan _plan;
    private readonly RunLedger _ledger;
    private readonly Openings _openings;
    private readonly SystemState _state;
    private readonly EntityPools _pools;
    private readonly RepeatRules _rules;
    private readonly Dictionary<string, TransactionKind> _kinds;
    private readonly AccountBook _accounts;
    private readonly List<string> _notes = [];
    private long _leftOut;
    private bool _isIncomplete;
    private bool _isRefusedUnknown;

    private SystemBooks(SystemPlan plan, RunLedger ledger, Openings openings, SystemState state, EntityPools pools, RepeatRules rules)
    {
        (_plan, _ledger, _openings, _state, _pools, _rules) = (plan, ledger, openings, state, pools, rules);
        _accounts = new AccountBook(plan, openings, state);
        _kinds = plan.Transactions.ToDictionary(o => o.Name, KindOf, StringComparer.Ordinal);
    }

    /// <summary>
    /// Builds the books. A transaction of which nobody knows what it posts may have touched any account: then the books say so, and
    /// sums over accounts prove nothing.
    /// </summary>
    /// <returns>The books, and what a reader should know of them, in sentences.</returns>
    public static (Books Books, IReadOnlyList<string> Notes) Build(
        SystemPlan plan, RunLedger ledger, Openings openings, SystemState state, EntityPools pools, RepeatRules rules)
    {
        var books = new SystemBooks(plan, ledger, openings, state, pools, rules);
        return (books.Build(), books._notes);
    }

    private Books Build()
    {
        TransactionDraft[] drafts = [.. _plan.Transactions.SelectMany(Drafts)];
        AccountRead[] reads = [.. LoadReads(), .. Passed()];
        TransactionDraft.Settle(drafts, _accounts.All);
        return new Books(_accounts.All, [.. drafts.Select(d => d.Transaction())], [.. _accounts.Rest()], [.. _kinds.Values])
        {
            ContentIncomplete = _isIncomplete,
            RefusedContentUnknown = _isRefusedUnknown,
            PostingsLeftOut = _leftOut,
            Reads = reads,
            Readers = [.. _plan.Operations.Where(o => o.Shown is not null).Select(o => new AccountReader(o.Name, o.Shown!.Prefix))],
        };
    }

    private TransactionKind KindOf(OperationPlan operation)
    {
        var word = operation.Name.ToLowerInvariant().Replace('_', '-');
        return new TransactionKind(
            operation.Name, _rules.Of(operation.Name) ?? RepeatRule.Unknown, $"partial-{word}", $"{word}-damaged", operation.Spec.SettleAfter, operation.Spec.Conserves);
    }

    private IEnumerable<TransactionDraft> Drafts(OperationPlan operation)
    {
        var (there, twice) = Given(operation);
        foreach (var (key, attempted) in _ledger.Of(operation).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var creates = operation.KeySlot >= 0 ? _ledger.Creates(key) : [];
            var isGivenTwice = creates.Count + (there.Contains(key) ? 1 : 0) + (twice.Contains(key) ? 1 : 0) > 1;
            if (Draft(operation, key, attempted, creates, isGivenTwice) is { } draft) yield return draft;
        }
    }

    /// <summary>Keys of transactions that were there before the load, and those among them that were given out for more than one.</summary>
    private (HashSet<string> There, HashSet<string> Twice) Given(OperationPlan operation)
    {
        var there = new HashSet<string>(_rules.KeysOf(operation), StringComparer.Ordinal);
        var twice = new HashSet<string>(StringComparer.Ordinal);
        if (operation.KeySlot < 0) return (there, twice);
        foreach (var pool in _plan.Origins.EntitiesOf(operation.Name, operation.KeySlot).Select(_pools.Of))
        {
            there.UnionWith(pool.Keys);
            twice.UnionWith(pool.GivenTwice);
        }

        return (there, twice);
    }

    private TransactionDraft? Draft(OperationPlan operation, string key, AttemptedTransaction attempted, IReadOnlyList<long> creates, bool isGivenTwice)
    {
        var posted = _state.PostedBy(operation, key, attempted).ToArray();
        var shown = operation.Content is null ? null : _state.Of(operation).Last(key);
        var meant = operation.Content is null ? posted.FirstOrDefault() : _openings.ContentOf(operation, key) ?? shown;
        if (operation.Content is null && !isGivenTwice && attempted.Inputs.Count > 1)
        {
            Note($"{operation.Name} {key} was attempted with other variables under the same key ({attempted.Inputs[0]} and {attempted.Inputs[1]}): is transaction: of the operation right?");
            meant = null;
        }

        if (meant is null)
        {
            // What was refused every time left every balance as it was, whatever it holds; what it took meanwhile, nobody knows.
            if (attempted.IsRefused) _isRefusedUnknown = true;
            else _isIncomplete = true;
            if (!isGivenTwice) return null;
        }

        var damage = meant is not null && shown is not null && !PostedContent.AreSame(meant, shown) ? new ContentDamage(Describe(meant), Describe(shown)) : null;
        var appliedBefore = meant is not null && meant.Postings.Any(p => _plan.Accounts[p.Account.Account].Spec.IsFlag && _openings.Of(p.Account) is { Value: not 0 });
        LeaveOut([meant, shown, .. isGivenTwice ? posted : []]);
        var bounds = Bounds.Of(
            attempted.Attempts.Count(a => a.Outcome == Outcome.Ok), attempted.Attempts.Count(a => a.Outcome == Outcome.Unknown), _kinds[operation.Name].Repeat, appliedBefore);
        return new TransactionDraft(NameOf(operation, key), key, _kinds[operation.Name], attempted.Attempts, bounds)
        {
            Damage = isGivenTwice ? null : damage,
            Builders = creates.Count > 0 ? creates : null,
            GivenTwice = isGivenTwice ? creates : null,
            // What a transaction under such a key really did touches all that was attempted under it.
            Others = isGivenTwice ? [.. posted.SelectMany(_accounts.Postings)] : [],
            Meant = _accounts.Postings(meant),
            Shown = _accounts.Postings(shown ?? meant),
        };
    }

    /// <summary>Counts the postings of a transaction, meant or shown, to accounts of which nobody knows what was on them before the load.</summary>
    private void LeaveOut(IEnumerable<PostedContent?> contents)
    {
        AccountId[] unknown = [.. contents.OfType<PostedContent>().SelectMany(c => c.Postings).Select(p => p.Account).Distinct().Where(a => !_state.IsKnown(a))];
        if (unknown.Length == 0) return;
        if (_leftOut == 0)
            Note($"what is posted to {_plan.NameOf(unknown[0])} is left out of the books, as on all accounts that were not read before the load, or that a trial moved after that: name them under populate:, and say repeat: of the operation");
        _leftOut += unknown.Length;
    }

    /// <summary>A transaction with a mark of its own is called as that is: an order, not a checkout.</summary>
    private string NameOf(OperationPlan operation, string key) =>
        operation.Spec.Posts.FirstOrDefault(p => p.Key.Source == operation.Spec.Transaction!.Source && _plan.Model.Accounts.First(a => a.Name == p.Account) is { IsFlag: true, Words: not null }) is { } mark
            ? $"{_plan.Model.Accounts.First(a => a.Name == mark.Account).Words!.Entity} {key}"
            : $"{operation.Name} {key}";

    private string Describe(PostedContent content) =>
        content.Postings.Count == 0 ? "nothing" : string.Join(", ", content.Postings.Select(p => FormattableString.Invariant($"{_plan.NameOf(p.Account)} {p.Amount:+0;-0}")));

    /// <summary>What the load read. An account that no transaction touches gets into the books too: nothing may have moved it.</summary>
    private IEnumerable<AccountRead> LoadReads()
    {
        foreach (var read in _ledger.Reads)
            if (_accounts.IndexOf(read.Account) is { } account) yield return new AccountRead(account, read.Value, read.Sent, read.Completed, read.Operation);
    }

    /// <summary>Balances that were read after the load and did not last.</summary>
    private IEnumerable<AccountRead> Passed()
    {
        foreach (var sort in _plan.Accounts)
        {
            foreach (var passed in _state.Of(sort).Passed)
                if (_accounts.Find(new AccountId(sort.Number, passed.Id)) is { } account)
                    yield return new AccountRead(account, passed.Value!.Value.Value, passed.Sent, passed.Completed, NoOperation);
        }
    }

    private void Note(string sentence)
    {
        const int MostNotes = 5;
        if (_notes.Count < MostNotes) _notes.Add(sentence);
    }
}
