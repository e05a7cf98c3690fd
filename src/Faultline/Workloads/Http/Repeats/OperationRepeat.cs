using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.State;
using Faultline.Workloads.Http.Trials;

namespace Faultline.Workloads.Http.Repeats;

/// <summary>One transaction of an operation, on entities of its own, made as the first script that has it makes it.</summary>
internal sealed class OperationRepeat : IRepeatTrial
{
    private const int Times = 2;

    private readonly SystemPlan _plan;
    private readonly StateReader _reader;
    private readonly Trial _trial;
    private readonly Dictionary<AccountId, long> _openings = [];
    private readonly KeyedPosting[] _moved;

    private OperationRepeat(OperationPlan operation, SystemPlan plan, StateReader reader, Trial trial, PostedContent posted)
    {
        (Operation, _plan, _reader, _trial) = (operation, plan, reader, trial);
        Key = operation.KeyOf(trial.Scope);
        // A mark stays set when it is set again.
        _moved = [.. posted.Postings.Where(p => !plan.Accounts[p.Account.Account].Spec.IsFlag)];
    }

    /// <summary>What is attempted.</summary>
    public OperationPlan Operation { get; }

    /// <summary>The key of the transaction.</summary>
    public string Key { get; }

    /// <summary>The accounts that it moves.</summary>
    public IEnumerable<AccountId> Accounts => _moved.Select(p => p.Account);

    /// <summary>Why nothing would be learned of it, as half a sentence; null where something may be.</summary>
    public string? Obstacle { get; private set; }

    /// <inheritdoc/>
    public string What => $"a first {Operation.Name}, on entities of its own,";

    /// <summary>Takes all steps before the transaction, and reads what it is going to move; null where no script calls the operation.</summary>
    /// <exception cref="TargetUnavailableException">The system does not do what the model says when nothing is killed.</exception>
    public static async Task<OperationRepeat?> PrepareAsync(
        OperationPlan operation, SystemPlan plan, SystemClient client, StateReader reader, TransactionPostings postings, FreshEntities fresh, CancellationToken cancellationToken)
    {
        if (plan.Model.Users.Mix.FirstOrDefault(s => s.Steps.Any(IsCall)) is not { } script) return null;

        var trial = new Trial(plan, client, fresh);
        await trial.FollowAsync(script.Steps.TakeWhile(step => !IsCall(step)), cancellationToken);
        var posted = await PostedAsync(operation, trial, reader, postings, cancellationToken);
        var repeat = new OperationRepeat(operation, plan, reader, trial, posted);
        await repeat.OpenAsync(cancellationToken);
        return repeat;

        bool IsCall(Step step) => step is CallStep call && call.Operation == operation.Name;
    }

    /// <inheritdoc/>
    public async Task<(Outcome Outcome, string Answer)> AttemptAsync(CancellationToken cancellationToken)
    {
        var answer = await _trial.SendAsync(Operation, cancellationToken);
        return (answer.Outcome, answer.Outcome == Outcome.Ok ? "" : FormattableString.Invariant($"status {answer.Status}: {UnusableAnswer.SeenOf(answer, Operation.Send.Hide)}"));
    }

    /// <inheritdoc/>
    public async Task<bool> ShowsAsync(CancellationToken cancellationToken) => await TimesAsync(cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task<int?> TimesAsync(CancellationToken cancellationToken)
    {
        Int128? applied = null;
        foreach (var (account, amount) in _moved)
        {
            if (await ReadAsync(account, cancellationToken) is not { } balance) return null;
            var (times, rest) = Int128.DivRem((Int128)balance - _openings[account], amount);
            if (rest != 0 || (applied is { } others && others != times)) return null;
            applied = times;
        }

        return applied is { } count && count >= 0 && count <= int.MaxValue ? (int)count : null;
    }

    private static async Task<PostedContent> PostedAsync(
        OperationPlan operation, Trial trial, StateReader reader, TransactionPostings postings, CancellationToken cancellationToken)
    {
        var input = operation.Kept.Write(trial.Scope);
        if (operation.Content is null)
            return postings.Of(operation, input) ?? throw new TargetUnavailableException(postings.FirstFault!, "Nothing was killed. Is posts: of the operation right?");

        var key = operation.KeyOf(trial.Scope);
        var read = await reader.ReadAsync(operation, input, key, cancellationToken);
        return read.Value ?? throw (read.Unusable?.ToException() ?? new TargetUnavailableException(
            FormattableString.Invariant($"what {operation.Name} {ToldText.Line(key, 60)} posts cannot be read: it is answered with status {read.Missing!.Status}"),
            "Nothing was killed. Is content: of the operation right?"));
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var (account, amount) in _moved)
        {
            _openings[account] = await ReadAsync(account, cancellationToken) ?? 0;
            // A second attempt for which too little is left would be refused for that.
            if (_plan.Accounts[account.Account].Spec.Floor is { } floor && _openings[account] + (Times * (Int128)amount) < floor)
                Obstacle ??= FormattableString.Invariant($"{_plan.NameOf(account)} holds {_openings[account]}, too little for two");
        }

        if (_moved.Length == 0) Obstacle = "it moves no account by which a second one could be told";
    }

    private async Task<long?> ReadAsync(AccountId account, CancellationToken cancellationToken) =>
        (await _reader.ReadAsync(_plan.Accounts[account.Account], account.Key, cancellationToken)).Value?.Value;
}
