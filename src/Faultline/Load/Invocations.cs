using System.Text;
using System.Text.Unicode;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Load;

/// <summary>Where all users of a run begin and end their operations: numbers, counts and records them.</summary>
internal sealed class Invocations : IDisposable
{
    private readonly IReadOnlyList<string> _kinds;
    private readonly HistoryRecorder _recorder;
    private readonly RunClock _clock;
    private readonly Tally _tally;
    private readonly CancellationTokenSource _giveUp = new();
    private long _next;
    private volatile bool _stopped;

    /// <summary>Operations of these kinds, each given <paramref name="timeout"/>.</summary>
    public Invocations(
        IReadOnlyList<string> kinds, TimeSpan timeout, HistoryRecorder recorder, RunClock clock, Tally tally)
    {
        _kinds = kinds;
        _recorder = recorder;
        _clock = clock;
        _tally = tally;
        Timeout = timeout;
        GivenUp = _giveUp.Token;
    }

    /// <summary>How long an operation may take.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Hides secrets in the answers that are kept.</summary>
    public Redaction Redaction { get; init; } = Redaction.None;

    /// <summary>Cancelled when operations in flight are given up.</summary>
    public CancellationToken GivenUp { get; }

    /// <summary>Whether no new operations are begun.</summary>
    public bool Stopped => _stopped;

    /// <summary>Operations begun.</summary>
    public long Scheduled => Interlocked.Read(ref _next);

    /// <summary>Now, as a timestamp.</summary>
    public long Now => _clock.Time.GetTimestamp();

    /// <summary>The timestamp at which a pause that begins now is over.</summary>
    public long After(TimeSpan pause) => Now + (long)(pause.TotalSeconds * _clock.Time.TimestampFrequency);

    /// <summary>Lets no new operations begin.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Gives up the operations in flight.</summary>
    public void GiveUp() => _giveUp.Cancel();

    /// <summary>Begins an operation, intended for one timestamp and begun at another: it is on record before this returns.</summary>
    /// <exception cref="OperationCanceledException">The load has ended.</exception>
    public BegunOperation Begin(int kind, string key, int user, long intended, long now, string? input)
    {
        if (_stopped)
            throw new OperationCanceledException("the load has ended");
        var wanted = _clock.At(intended);
        _tally.Here.Begin(kind, wanted);
        var id = Interlocked.Increment(ref _next) - 1;
        return new BegunOperation(id, _recorder.Begin(id, _kinds[kind], key, user, wanted, _clock.At(now), input));
    }

    /// <summary>Ends an operation, which was asked with <paramref name="input"/> and may have read something.</summary>
    public void End(BegunOperation begun, int kind, string key, int user, long intended, in HttpAnswer answer, ReadValue read, string? input)
    {
        var sent = _clock.At(answer.SentAt);
        var completed = _clock.At(answer.CompletedAt);
        // Who waits for a connection of ours waits all the same; and it is the generator that is late.
        TimeSpan? latency = answer.Sent ? completed - sent + answer.Waited : null;
        if (answer.Waited > TimeSpan.Zero) _tally.Here.Resume(answer.Waited);
        Span<char> text = stackalloc char[TextTable.LongestText];
        // On record before it is counted: whoever acts on a count finds it in the history.
        _recorder.Record(
            begun.Id, _kinds[kind], key, user, _clock.At(intended), sent, completed, answer.Outcome, answer.Status,
            answer.Body.Length, Text(answer, text), answer.Instance, read, input, begun.Intent);
        _tally.Here.End(kind, completed, answer.Outcome, answer.Status > 0, latency);
    }

    /// <inheritdoc/>
    public void Dispose() => _giveUp.Dispose();

    private ReadOnlySpan<char> Text(in HttpAnswer answer, Span<char> room)
    {
        if (answer.Outcome == Outcome.Ok)
            return default;
        if (answer.Failure is { } failure)
            return Redaction.Hide(failure);
        if (Redaction.Longest > 0)
            return Redacted(answer.Body.Span);
        var body = answer.Body.Span;
        var start = body.Length <= room.Length ? body : body[..room.Length];
        // A character cut in two at the end is left out, one that is broken on its own is replaced.
        _ = Utf8.ToUtf16(start, room, out _, out var characters, isFinalBlock: start.Length == body.Length);
        return room[..characters];
    }

    /// <summary>Secrets are hidden before the text is cut: half of one is no longer known for what it is.</summary>
    private string Redacted(ReadOnlySpan<byte> body)
    {
        var most = TextTable.LongestText + Redaction.Longest;
        if (body.Length <= most) return Redaction.Hide(Encoding.UTF8.GetString(body));

        // What is hidden makes the text shorter: half a secret at the end must not come before the cut.
        var text = Redaction.Hide(Encoding.UTF8.GetString(body[..most]));
        return text[..Math.Max(0, text.Length - Redaction.Longest)];
    }
}

/// <summary>An operation that has begun.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Intent">Where that is on record.</param>
internal readonly record struct BegunOperation(long Id, Intent Intent);
