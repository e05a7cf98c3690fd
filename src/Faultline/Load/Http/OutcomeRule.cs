using System.Text;
using Faultline.Histories;

namespace Faultline.Load.Http;

/// <summary>
/// What a valid answer tells about its request. Immutable: each change gives another rule, to be made once and used for all
/// requests of a kind.
/// </summary>
public sealed class OutcomeRule
{
    private const int Statuses = 1000;

    private readonly Outcome[] _byStatus;
    private readonly byte[][] _doubts;

    private OutcomeRule(Outcome[] byStatus, byte[][] doubts) => (_byStatus, _doubts) = (byStatus, doubts);

    /// <summary>2xx is a success; 4xx but 408 is a refusal: certainly not applied; anything else leaves it open.</summary>
    public static OutcomeRule Usual { get; } = new([.. Enumerable.Range(0, Statuses).Select(OfStatus)], []);

    /// <summary>The same, but that these statuses mean <paramref name="outcome"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A status is not from 200 to 999: others are no answers.</exception>
    public OutcomeRule With(Outcome outcome, params IEnumerable<int> statuses)
    {
        var byStatus = (Outcome[])_byStatus.Clone();
        foreach (var status in statuses)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(status, 200, nameof(statuses));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(status, Statuses, nameof(statuses));
            byStatus[status] = outcome;
        }

        return new OutcomeRule(byStatus, _doubts);
    }

    /// <summary>The same, but that a refusal whose body holds this text, in UTF-8 and this case, proves nothing: it is unknown.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public OutcomeRule WithUnknownIf(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new OutcomeRule(_byStatus, [.. _doubts, Encoding.UTF8.GetBytes(text)]);
    }

    /// <summary>How a request ended that got this answer.</summary>
    public Outcome Of(int status, ReadOnlySpan<byte> body)
    {
        var outcome = (uint)status < Statuses ? _byStatus[status] : Outcome.Unknown;
        if (outcome == Outcome.Failed)
            foreach (var doubt in _doubts)
                if (body.IndexOf(doubt) >= 0) return Outcome.Unknown;
        return outcome;
    }

    private static Outcome OfStatus(int status) => status switch
    {
        >= 200 and < 300 => Outcome.Ok,
        408 => Outcome.Unknown,
        >= 400 and < 500 => Outcome.Failed,
        _ => Outcome.Unknown,
    };
}
