using System.Runtime.CompilerServices;
using Faultline.Histories;
using Faultline.Load;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Running;

/// <summary>Users who follow the scripts of a model: each iteration is one of them, drawn by its share.</summary>
internal sealed class HttpScenario : IScenario
{
    private static readonly TimeSpan LongestStartDelay = TimeSpan.FromSeconds(1);

    private readonly SystemPlan _plan;
    private readonly UsersSpec _users;
    private readonly ScriptPlan[] _scripts;
    private readonly UniqueIds _ids;
    private readonly TimeSpan _length;
    private long _origin = -1;

    /// <summary>Users of a model.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="pools">What they pick from.</param>
    /// <param name="ids">Makes their new ids.</param>
    /// <param name="length">How long the load is going to be, over which private entities are handed out.</param>
    public HttpScenario(SystemPlan plan, EntityPools pools, UniqueIds ids, TimeSpan length)
    {
        (_plan, _users, _ids, _length) = (plan, plan.Model.Users, ids, length);
        _scripts = [.. _users.Mix.Select(script => new ScriptPlan(script, plan, pools))];
        Kinds = [.. plan.Operations.Select(o => o.Name)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>Why iterations ended early.</summary>
    public Troubles Troubles { get; } = new();

    private double Progress
    {
        get
        {
            var time = _plan.Targets.Time;
            var now = time.GetTimestamp();
            var origin = Interlocked.CompareExchange(ref _origin, now, -1);
            return origin < 0 ? 0 : time.GetElapsedTime(origin, now) / _length;
        }
    }

    /// <inheritdoc/>
    public TimeSpan StartDelay(Random random) => LongestStartDelay * random.NextDouble();

    /// <inheritdoc/>
    public TimeSpan Pause(Random random) => Between(_users.ShortestPause, _users.LongestPause, random);

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask IterateAsync(VirtualUser user)
    {
        var state = (UserState)(user.Session ??= new UserState(_plan));
        state.Scope.Clear();
        var script = DrawScript(user.Random);
        var picks = new PrivatePicks(script, Progress);
        var last = Outcome.Ok;
        for (var i = 0; i < script.Steps.Count; i++)
        {
            switch (script.Steps[i])
            {
                case PickStep pick:
                    state.Scope[pick.Slot] = picks.Draw(script, script.PoolAt(i), user.Random, pick.NotSlot >= 0 ? state.Scope[pick.NotSlot] : default);
                    break;
                case DrawStep draw:
                    state.Scope[draw.Slot] = Value.Of(draw.From(user.Random));
                    break;
                case NewStep made:
                    state.Scope[made.Slot] = Value.Of(_ids.Next());
                    break;
                case PauseStep pause:
                    await user.PauseAsync(Between(pause.Shortest ?? _users.ShortestPause, pause.Longest ?? _users.LongestPause, user.Random));
                    break;
                case CallStep:
                    if (await CallAsync(user, state, script.OperationAt(i)) is not { } ended) return;
                    last = ended;
                    break;
                case RetryStep retry:
                    if (!(retry.IfUnknown && last == Outcome.Unknown) && !(retry.IfFailed && last == Outcome.Failed)) break;
                    if (user.Random.NextDouble() >= retry.Share) break;
                    if (await CallAsync(user, state, script.OperationAt(i)) is not { } again) return;
                    last = again;
                    break;
            }

            if (last != Outcome.Ok && !script.IsRetry(i + 1)) return;
        }
    }

    private static TimeSpan Between(TimeSpan shortest, TimeSpan longest, Random random) => shortest + ((longest - shortest) * random.NextDouble());

    private ScriptPlan DrawScript(Random random)
    {
        var drawn = random.NextDouble();
        foreach (var script in _scripts)
        {
            drawn -= script.Spec.Share;
            if (drawn < 0) return script;
        }

        return _scripts[^1];
    }

    /// <summary>Sends an operation; null where the iteration cannot go on after it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome?> CallAsync(VirtualUser user, UserState state, OperationPlan operation)
    {
        string key;
        try
        {
            state.Fill(operation);
            key = operation.KeyOf(state.Scope);
        }
        catch (UnusableValueException e)
        {
            Troubles.Add(operation.Name, e.Message);
            return null;
        }

        var answer = await user.SendAsync(operation.Number, key, operation.Send.Target, state.Request, operation.Reading, state.InputOf(operation));
        state.TakeCookies(operation, answer);
        if (answer.Outcome != Outcome.Ok) return answer.Outcome;
        if (state.Capture(operation.Spec, answer) is not { } missing) return Outcome.Ok;

        Troubles.Add(operation.Name, $"the answer was ok, and {missing.Source} is not there");
        return null;
    }
}
