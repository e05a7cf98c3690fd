using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Population;

/// <summary>
/// The entities of one sort that users draw from. The last of them are private: each is handed to one transaction and never
/// drawn again, evenly over the load, so that a fault at any moment finds some under way.
/// </summary>
internal sealed class EntityPool
{
    private readonly Value[] _ids;
    private int _shared;
    private int _handedOut;

    /// <summary>A pool of entities that are there.</summary>
    /// <param name="spec">Which sort.</param>
    /// <param name="ids">Their ids, each once.</param>
    public EntityPool(EntitySpec spec, IEnumerable<Value> ids)
    {
        Spec = spec;
        _ids = [.. ids];
        Privates = Math.Min(_ids.Length, (int)Math.Round(_ids.Length * spec.PrivateShare));
        _shared = _ids.Length - Privates;
    }

    /// <summary>Which sort.</summary>
    public EntitySpec Spec { get; }

    /// <summary>All of them.</summary>
    public ReadOnlySpan<Value> All => _ids;

    /// <summary>Their ids as text.</summary>
    public IEnumerable<string> Keys => _ids.Select(id => id.AsText());

    /// <summary>How many anybody may draw.</summary>
    public int Shared => _shared;

    /// <summary>How many are handed out once.</summary>
    public int Privates { get; }

    /// <summary>Ids that were given out for more than one of them.</summary>
    public IReadOnlySet<string> GivenTwice { get; init; } = new HashSet<string>();

    /// <summary>Draws one that is shared, each equally likely.</summary>
    /// <param name="random">The user's chance.</param>
    /// <param name="other">A value that it must differ from; one that was not given forbids nothing.</param>
    public ref readonly Value Draw(Random random, in Value other) => ref Draw(random, other, _shared);

    /// <summary>Draws any, also a private one: for users that only look.</summary>
    public ref readonly Value DrawAny(Random random, in Value other) => ref Draw(random, other, _ids.Length);

    /// <summary>Takes private ones for a transaction, where so many are due.</summary>
    /// <param name="count">How many it needs.</param>
    /// <param name="progress">Share of the load that has passed, from 0 to 1.</param>
    /// <param name="first">Number of the first of them: <see cref="Private"/>.</param>
    public bool TryTake(int count, double progress, out int first)
    {
        first = 0;
        if (Privates == 0 || count == 0) return false;
        var due = (int)(Privates * Math.Clamp(progress, 0, 1));
        while (true)
        {
            first = Volatile.Read(ref _handedOut);
            if (first + count > due) return false;
            if (Interlocked.CompareExchange(ref _handedOut, first + count, first) == first) return true;
        }
    }

    /// <summary>The private one of this number.</summary>
    public ref readonly Value Private(int number) => ref _ids[_ids.Length - Privates + number];

    /// <summary>Takes one that nobody draws any more out of those that are shared; null where too few are left.</summary>
    public Value? SetAside() => _shared > 1 ? _ids[--_shared] : null;

    private ref readonly Value Draw(Random random, in Value other, int among)
    {
        var drawn = random.Next(among);
        if (other.IsGiven && among > 1 && _ids[drawn] == other) drawn = (drawn + 1 + random.Next(among - 1)) % among;
        return ref _ids[drawn];
    }
}
