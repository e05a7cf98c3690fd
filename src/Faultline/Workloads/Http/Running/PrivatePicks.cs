using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Running;

/// <summary>
/// The private entities that one iteration was handed: of each sort all that it picks, or none, so that both sides of a
/// transfer can be seen alone.
/// </summary>
internal struct PrivatePicks
{
    private readonly EntityPool? _pool;
    private readonly int _end;
    private readonly bool _more;
    private readonly double _progress;
    private int _next;

    /// <summary>Takes what is due; a script with several sorts that have private ones takes of each as it comes to it.</summary>
    /// <param name="script">The script that is begun.</param>
    /// <param name="progress">Share of the load that has passed, from 0 to 1.</param>
    public PrivatePicks(ScriptPlan script, double progress)
    {
        _progress = progress;
        _more = script.Privates.Count > 1;
        if (script.Privates.Count == 0 || !script.Privates[0].Pool.TryTake(script.Privates[0].Picks, progress, out _next)) return;
        (_pool, _end) = (script.Privates[0].Pool, _next + script.Privates[0].Picks);
    }

    /// <summary>Draws for a pick. The user's chance is used alike whether a private one is due or not.</summary>
    public Value Draw(ScriptPlan script, EntityPool pool, Random random, in Value other)
    {
        var drawn = script.OnlyLooks ? pool.DrawAny(random, other) : pool.Draw(random, other);
        if (pool == _pool) return _next < _end ? pool.Private(_next++) : drawn;
        return _more && pool.Privates > 0 && pool != script.Privates[0].Pool && pool.TryTake(1, _progress, out var one) ? pool.Private(one) : drawn;
    }
}
