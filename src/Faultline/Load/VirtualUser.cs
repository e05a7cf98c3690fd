using System.Runtime.CompilerServices;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Load;

/// <summary>One of the users that a load consists of, as its scenario sees it.</summary>
public sealed class VirtualUser
{
    private const long NoneDue = -1;

    private readonly Invocations _invocations;
    private HttpRequest? _plain;
    private long _due = NoneDue;

    internal VirtualUser(int number, int seed, Invocations invocations)
    {
        Number = number;
        Random = new Random(SeedOf(seed, number));
        _invocations = invocations;
    }

    /// <summary>The user's number, from 0 in order of start.</summary>
    public int Number { get; }

    /// <summary>The user's own chance, which follows from the run's seed and the user's number alone.</summary>
    public Random Random { get; }

    /// <summary>Whether this iteration is the user's last.</summary>
    internal bool HasLeft { get; private set; }

    /// <summary>What wakes it where it waits; nobody else may wait on it meanwhile.</summary>
    internal Wakeup? Wakeup { get; set; }

    /// <summary>Does no more iterations after this one.</summary>
    public void Leave() => HasLeft = true;

    /// <summary>What the scenario keeps of this user from one iteration to the next: cookies, buffers, what it has done.</summary>
    public object? Session { get; set; }

    /// <summary>
    /// Sends one request, once, and records the operation. It was intended for the moment of the call; the first
    /// one after a pause for the moment at which the pause was over, however late the user then was.
    /// </summary>
    /// <param name="kind">Place of the operation's kind in the scenario's list.</param>
    /// <param name="key">The entity that is asked of (an order, an item), or empty.</param>
    /// <param name="target">Who is asked.</param>
    /// <param name="request">What is asked; the user's own until the answer is there.</param>
    /// <param name="reading">Finds what an ok answer tells, where the request reads something; null where it reads nothing.</param>
    /// <param name="input">What was asked in short, for the history: the variables of the request; null where the key says it all.</param>
    /// <exception cref="OperationCanceledException">The load has ended: no request was sent.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpAnswer> SendAsync(
        int kind, string key, HttpTarget target, HttpRequest request, AnswerReading? reading = null, string? input = null)
    {
        var now = _invocations.Now;
        var intended = _due == NoneDue ? now : _due;
        _due = NoneDue;
        var begun = _invocations.Begin(kind, key, Number, intended, now, input);
        var answer = await target.SendAsync(request, _invocations.Timeout, _invocations.GivenUp);
        var read = answer.Outcome == Outcome.Ok && reading is not null ? reading(answer) : default;
        _invocations.End(begun, kind, key, Number, intended, answer, read, input);
        return answer;
    }

    /// <summary>The same, for a request without headers and body, to a path that is escaped already and may have a query.</summary>
    public ValueTask<HttpAnswer> SendAsync(
        int kind, string key, HttpTarget target, HttpVerb verb, string path, AnswerReading? reading = null)
    {
        _plain ??= new HttpRequest();
        _plain.Ask(verb, path);
        return SendAsync(kind, key, target, _plain, reading);
    }

    /// <summary>
    /// Waits in the midst of an iteration; the request after it is intended for the moment at which the pause was over.
    /// </summary>
    /// <exception cref="OperationCanceledException">The load has ended.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask PauseAsync(TimeSpan pause)
    {
        var due = _invocations.After(pause);
        if (!await Wakeup!.UntilAsync(due)) throw new OperationCanceledException("the load has ended");
        Intend(due);
    }

    /// <summary>The next request is intended for the timestamp <paramref name="due"/>.</summary>
    internal void Intend(long due) => _due = due;

    // Neighbouring seeds give neighbouring random numbers, so they are spread first:
    // the output function of SplitMix64 (Steele, Lea, Flood 2014).
    private static int SeedOf(int seed, int number)
    {
        var z = (((ulong)(uint)seed << 32) | (uint)number) + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)(z ^ (z >> 31));
    }
}
