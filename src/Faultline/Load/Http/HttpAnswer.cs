using Faultline.Histories;

namespace Faultline.Load.Http;

/// <summary>What became of one request.</summary>
/// <param name="Outcome">How it ended, as far as a client can know.</param>
/// <param name="Status">HTTP status code, or 0 where no valid answer came.</param>
/// <param name="Body">The answer's body, in memory of its own that is never written again; empty where there is none.</param>
/// <param name="Failure">Why there was no valid answer, in words; null where there was one.</param>
/// <param name="Sent">Whether a byte of the request may have left the machine.</param>
/// <param name="SentAt">Timestamp of the time provider just before the first byte was handed to the system; equal to <paramref name="CompletedAt"/> if none was.</param>
/// <param name="CompletedAt">Timestamp of the time provider when the answer was complete or the attempt was given up.</param>
/// <param name="Instance">The instance that answered where it says so (header <c>X-Instance</c>), else empty.</param>
public readonly record struct HttpAnswer(
    Outcome Outcome,
    int Status,
    ReadOnlyMemory<byte> Body,
    string? Failure,
    bool Sent,
    long SentAt,
    long CompletedAt,
    string Instance)
{
    /// <summary>Where a redirection points; null where the answer is none. It is never followed.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// The answer's headers, valid until its request is used again; null where the request did not ask to keep them, or no valid
    /// answer came.
    /// </summary>
    public AnswerHeaders? Headers { get; init; }

    /// <summary>How long it waited for a connection because all that may be open were in use; not part of the time from <see cref="SentAt"/> on.</summary>
    internal TimeSpan Waited { get; init; }

    /// <summary>Nothing was sent: certainly not applied.</summary>
    internal static HttpAnswer NotSent(string failure, long now) =>
        new(Outcome.Failed, 0, default, failure, false, now, now, "");

    /// <summary>Something was sent and no valid answer came: nobody can know whether it was applied.</summary>
    internal static HttpAnswer Unanswered(string failure, long sentAt, long now) =>
        new(Outcome.Unknown, 0, default, failure, true, sentAt, now, "");
}
