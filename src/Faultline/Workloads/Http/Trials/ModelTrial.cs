using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.State;

namespace Faultline.Workloads.Http.Trials;

/// <summary>
/// Holds a model against its system before anything is killed: every script is followed once on entities of its own, and what
/// each operation should have moved is read before and after it.
/// </summary>
internal sealed class ModelTrial
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SystemPlan _plan;
    private readonly SystemClient _client;
    private readonly TransactionPostings _postings;
    private readonly StateReader _reader;
    private readonly TimeSpan _limit;
    private readonly List<OperationTrial> _operations = [];
    private readonly List<string> _problems = [];
    private readonly HashSet<int> _unread = [];

    private ModelTrial(SystemModel model, SystemTargets targets, TimeSpan timeout, TimeSpan limit)
    {
        _plan = new SystemPlan(model, targets);
        _client = new SystemClient(targets.Time, timeout);
        _postings = new TransactionPostings(_plan);
        _reader = new StateReader(_plan, _client, _postings);
        _limit = limit;
    }

    /// <summary>Tries a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="targets">Who is asked.</param>
    /// <param name="timeout">Time-out of a single request.</param>
    /// <param name="limit">How long an acknowledged effect is waited for, beside what the operation itself says.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TargetUnavailableException">A target does not answer.</exception>
    public static async Task<SystemTrial> RunAsync(SystemModel model, SystemTargets targets, TimeSpan timeout, TimeSpan limit, CancellationToken cancellationToken)
    {
        var trial = new ModelTrial(model, targets, timeout, limit);
        var asked = await TargetCheck.RunAsync(trial._plan, trial._client, cancellationToken);
        await trial.TryAsync(cancellationToken);
        return new SystemTrial(asked, trial._operations, trial._problems);
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var ids = new UniqueIds();
            var fresh = new FreshEntities(_plan, await EntityPools.FoundAsync(_plan, _client, cancellationToken), ids);
            foreach (var script in _plan.Model.Users.Mix) await FollowAsync(script, new Trial(_plan, _client, fresh), cancellationToken);
        }
        catch (TargetUnavailableException e)
        {
            _problems.Add(e.Message);
        }
    }

    private async Task FollowAsync(ScriptSpec script, Trial trial, CancellationToken cancellationToken)
    {
        foreach (var step in script.Steps)
        {
            if (step is RetryStep or PauseStep) continue;
            if (step is not CallStep call) await trial.FollowAsync([step], cancellationToken);
            else if (_operations.Exists(o => o.Operation == call.Operation)) await trial.FollowAsync([step], cancellationToken);
            else if (!await CallAsync(_plan.Operation(call.Operation), trial, cancellationToken)) return;
        }
    }

    /// <summary>Sends an operation for the first time; false where the script cannot go on after it.</summary>
    private async Task<bool> CallAsync(OperationPlan operation, Trial trial, CancellationToken cancellationToken)
    {
        var input = operation.Kept.Write(trial.Scope);
        var posted = operation.IsTransaction ? await PostedAsync(operation, trial, input, cancellationToken) : null;
        var before = new Dictionary<AccountId, long?>();
        foreach (var (account, _) in posted?.Postings ?? []) before[account] = (await ReadAsync(account, isNew: true, cancellationToken))?.Value;
        var asked = operation.Send.Describe(trial.Scope);
        var answer = await trial.SendAsync(operation, cancellationToken);
        var missing = answer.Outcome == Outcome.Ok ? trial.Capture(operation, answer) : null;
        var after = answer.Outcome == Outcome.Ok ? await AfterAsync(operation, posted, before, cancellationToken) : [];
        _operations.Add(new OperationTrial(operation.Name, asked, answer.Status, answer.Outcome)
        {
            Said = answer.Outcome == Outcome.Ok ? "" : UnusableAnswer.SeenOf(answer, operation.Send.Hide),
            Postings = [.. (posted?.Postings ?? []).Select(p => new PostingTrial(NameOf(p.Account), p.Amount, before[p.Account], after.GetValueOrDefault(p.Account)))],
            Shown = operation.Shown is null || operation.Reading is null ? null : operation.Reading(answer).Number,
        });
        if (answer.Outcome != Outcome.Ok) _problems.Add($"{operation.Name} was not acknowledged on entities of its own: {asked} answered {Status(operation, answer)}");
        if (missing is not null) _problems.Add($"{asked} answered {answer.Status}, but {missing.Source} is not there");
        if (answer.Outcome == Outcome.Ok && operation.Shown is { } shown && shown.NumberIn(answer.Body, answer.Header()) is null && _unread.Add(shown.Number))
            _problems.Add($"{asked} answered {answer.Status}, but {shown.Spec.Value.Explain(answer.Body, answer.Header())}");
        return answer.Outcome == Outcome.Ok && missing is null;
    }

    private async Task<PostedContent?> PostedAsync(OperationPlan operation, Trial trial, string? input, CancellationToken cancellationToken)
    {
        if (operation.Content is null)
        {
            var posted = _postings.Of(operation, input);
            if (posted is null) _problems.Add(_postings.FirstFault!);
            return posted;
        }

        var read = await _reader.ReadAsync(operation, input, operation.KeyOf(trial.Scope), cancellationToken);
        if (read.Value is null) _problems.Add(Unread(operation.Content.Describe(trial.Scope), read));
        return read.Value;
    }

    /// <summary>What the accounts show once they show what they should, or when it has been waited for.</summary>
    private async Task<Dictionary<AccountId, long?>> AfterAsync(
        OperationPlan operation, PostedContent? posted, Dictionary<AccountId, long?> before, CancellationToken cancellationToken)
    {
        var after = new Dictionary<AccountId, long?>();
        if (posted is null) return after;
        var begun = _client.Time.GetTimestamp();
        var limit = _limit + operation.Spec.SettleAfter;
        while (true)
        {
            foreach (var (account, _) in posted.Postings) after[account] = (await ReadAsync(account, isNew: false, cancellationToken))?.Value;
            var wrong = posted.Postings.Where(p => before[p.Account] is { } was && after[p.Account] is { } now && now - was != p.Amount).ToArray();
            if (wrong.Length == 0) return after;
            if (_client.Time.GetElapsedTime(begun) >= limit)
            {
                foreach (var (account, amount) in wrong)
                {
                    _problems.Add(FormattableString.Invariant(
                        $"{operation.Name} was acknowledged; {NameOf(account)} should have moved by {Signed(amount)} and moved by {Signed(after[account]!.Value - before[account]!.Value)} within {limit.TotalSeconds:0.#} s. Nothing was killed. Is posts: right, or is the system slow (settle-after:)?"));
                }

                return after;
            }

            await Task.Delay(Pause, _client.Time, cancellationToken);
        }
    }

    /// <summary>Reads an account; one that comes into being with the transaction may not be there before it.</summary>
    private async Task<Balance?> ReadAsync(AccountId id, bool isNew, CancellationToken cancellationToken)
    {
        var account = _plan.Accounts[id.Account];
        var read = await _reader.ReadAsync(account, id.Key, cancellationToken);
        if (read.Value is { } balance) return balance;
        if (read.Missing is not null && AccountOwners.AreMade(account, _plan)) return account.Unborn(null);
        // What one of a sort answers the others will too.
        if ((isNew || read.Unusable is not null) && _unread.Add(id.Account)) _problems.Add(Unread(account.Read.Describe(_plan.ScopeOf(id.Key)), read));
        return null;
    }

    private string NameOf(AccountId account) => $"{_plan.Accounts[account.Account].Spec.Name}({account.Key})";

    private static string Unread<T>(string asked, EntityRead<T> read) => read switch
    {
        { Missing: { } refusal } => FormattableString.Invariant($"{asked} answered {refusal.Status}, and it should be there"),
        { Unusable: { Status: > 0 } unusable } => FormattableString.Invariant($"{asked} answered {unusable.Status}, but {unusable.Fault}"),
        _ => $"{asked} was not answered ({read.Unusable?.Seen})",
    };

    private static string Status(OperationPlan operation, HttpAnswer answer)
    {
        var seen = UnusableAnswer.SeenOf(answer, operation.Send.Hide);
        return answer.Status == 0 ? $"nothing ({seen})" : FormattableString.Invariant($"{answer.Status}: {seen}");
    }

    // A minus sign of its own, as the field writes amounts.
    private static string Signed(long amount) => amount == 0 ? "0" : FormattableString.Invariant($"{amount:+0;−0}");
}
