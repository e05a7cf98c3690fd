using Faultline.Auditing;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.State;
using Faultline.Workloads.Http.Trials;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Repeats;

/// <summary>
/// Attempts one transaction twice before the load, on entities of its own. The first must work; the second tells what this system
/// does with a repetition, which decides what the auditor may demand. It may take effect seconds after its answer: what the
/// second did is looked at after the load.
/// </summary>
internal sealed class RepeatCanary
{
    private const int Times = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly SystemPlan _plan;
    private readonly StateReader _reader;
    private readonly Dictionary<AccountId, long> _openings = [];
    private readonly List<KeyedPosting> _moved = [];
    private Outcome _second = Outcome.Unknown;
    private bool _isRepetition;

    private RepeatCanary(OperationPlan operation, SystemPlan plan, StateReader reader) => (Operation, _plan, _reader) = (operation, plan, reader);

    /// <summary>What is attempted.</summary>
    public OperationPlan Operation { get; }

    /// <summary>The key of the transaction that is attempted twice.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Why nothing is learned of it, as a sentence without its point; null as long as something may be.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Attempts twice; the second time is answered when this returns.</summary>
    /// <exception cref="TargetUnavailableException">The system does not do what the model says when nothing is killed.</exception>
    public static async Task<RepeatCanary> RunAsync(
        OperationPlan operation, SystemPlan plan, SystemClient client, StateReader reader, TransactionPostings postings, FreshEntities fresh, CancellationToken cancellationToken)
    {
        var canary = new RepeatCanary(operation, plan, reader);
        if (plan.Model.Users.Mix.FirstOrDefault(s => s.Steps.Any(step => IsCallOf(step, operation))) is not { } script)
        {
            canary.Obstacle = "no script calls it";
            return canary;
        }

        var trial = new Trial(plan, client, fresh);
        await trial.FollowAsync(script.Steps.TakeWhile(step => !IsCallOf(step, operation)), cancellationToken);
        await canary.AttemptAsync(trial, postings, client.Time, cancellationToken);
        return canary;
    }

    /// <summary>
    /// Looks, when everything stands still, at what the second attempt did. What the accounts then show is the rule. Where they
    /// cannot be read or show something else, nobody knows the rule; nor where the first attempt had shown no effect when the
    /// second was made.
    /// </summary>
    public async Task<RepeatRule> LookAsync(CancellationToken cancellationToken)
    {
        if (Obstacle is not null || !_isRepetition) return RepeatRule.Unknown;
        var once = true;
        var twice = true;
        foreach (var (account, amount) in _moved)
        {
            if ((await ReadAsync(account, cancellationToken)).Value is not { } balance) return RepeatRule.Unknown;
            var moved = (Int128)balance.Value - _openings[account];
            once &= moved == amount;
            twice &= moved == Times * (Int128)amount;
        }

        return twice ? RepeatRule.AppliesAgain
            : !once ? RepeatRule.Unknown
            : _second switch
            {
                Outcome.Ok => RepeatRule.AcceptedWithoutEffect,
                Outcome.Failed => RepeatRule.Refused,
                Outcome.Unknown => RepeatRule.Unknown,
            };
    }

    private static bool IsCallOf(Step step, OperationPlan operation) => step is CallStep call && call.Operation == operation.Name;

    private async Task AttemptAsync(Trial trial, TransactionPostings postings, TimeProvider time, CancellationToken cancellationToken)
    {
        Key = Operation.KeyOf(trial.Scope);
        var input = Operation.Kept.Write(trial.Scope);
        var posted = await PostedAsync(input, postings, cancellationToken);
        _moved.AddRange(posted.Postings.Where(p => !_plan.Accounts[p.Account.Account].Spec.IsFlag));
        foreach (var (account, _) in _moved) _openings[account] = (await ReadAsync(account, cancellationToken)).Value?.Value ?? 0;
        // A second attempt for which too little is left would be refused for that.
        if (_moved.Count == 0) Obstacle = "it moves no account by which a second one could be told";
        else if (_moved.FirstOrDefault(IsTooLittle) is { Account.Key: not null } little) Obstacle = $"{_plan.NameOf(little.Account)} holds {_openings[little.Account]}, too little for two";

        var first = await trial.SendAsync(Operation, cancellationToken);
        if (first.Outcome != Outcome.Ok)
        {
            var unusable = SystemClient.Unusable(Operation.Send, trial.Scope, first, "it is no success", $"a success, since nothing stands in the way of a first {Operation.Name} on entities of its own");
            throw unusable.ToException(mayHaveBeenDone: first.Outcome == Outcome.Unknown);
        }

        if (Obstacle is not null) return;
        // A second that comes before the first has taken effect would not be a repetition. What never takes effect is the audit's to tell.
        _isRepetition = await ShowsAsync(time, cancellationToken);
        _second = (await trial.SendAsync(Operation, cancellationToken)).Outcome;
    }

    private async Task<PostedContent> PostedAsync(string? input, TransactionPostings postings, CancellationToken cancellationToken)
    {
        if (Operation.Content is null)
        {
            return postings.Of(Operation, input)
                ?? throw new TargetUnavailableException(postings.FirstFault!, "Nothing was killed. Is posts: of the operation right?");
        }

        var read = await _reader.ReadAsync(Operation, input, Key, cancellationToken);
        return read.Value ?? throw (read.Unusable?.ToException()
            ?? new TargetUnavailableException($"what {Operation.Name} {ToldText.Line(Key, 60)} posts cannot be read: it is answered with status {read.Missing!.Status}", "Nothing was killed. Is content: of the operation right?"));
    }

    private bool IsTooLittle(KeyedPosting posting) =>
        _plan.Accounts[posting.Account.Account].Spec.Floor is { } floor && _openings[posting.Account] + (Times * (Int128)posting.Amount) < floor;

    private Task<Shop.ShopRead<Balance?>> ReadAsync(AccountId account, CancellationToken cancellationToken) =>
        _reader.ReadAsync(_plan.Accounts[account.Account], account.Key, cancellationToken);

    private async Task<bool> ShowsAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var shows = true;
            foreach (var (account, amount) in _moved)
                shows &= (await ReadAsync(account, cancellationToken)).Value is { } balance && balance.Value - _openings[account] == amount;
            if (shows) return true;
            if (time.GetElapsedTime(begun) >= Limit + Operation.Spec.SettleAfter) return false;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
