using System.Text;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Workloads;

/// <summary>What a read of one entity brought: exactly one of the three is there.</summary>
/// <param name="Value">The entity.</param>
/// <param name="Missing">The system refused, as it does for an id that never was.</param>
/// <param name="Unusable">There was no answer that says anything, after all tries.</param>
internal sealed record EntityRead<T>(T? Value, Refusal? Missing, UnusableAnswer? Unusable);

/// <summary>
/// How a system refused to tell an entity. Some refuse alike for an id that never was and for a store that is away; those
/// that do not are told apart by comparing with what an id that never was is answered.
/// </summary>
/// <param name="Status">HTTP status code, of 4xx.</param>
/// <param name="Shape">Shape of the text, apart from the id that was asked for.</param>
internal sealed record Refusal(int Status, string Shape)
{
    private const int MostBytes = 1 << 10;

    /// <summary>
    /// The refusal that an answer is, or null: not every 4xx speaks of the entity. Those that speak of the caller (401,
    /// 403, 405, 407) or of the moment (408, 429) do not.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="id">The id that was asked for, of which the text may speak.</param>
    public static Refusal? Of(HttpAnswer answer, string id) => answer.Status is >= 400 and < 500 and not (401 or 403 or 405 or 407 or 408 or 429)
        ? new Refusal(answer.Status, AnswerShape.Of(Without(id, Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(MostBytes, answer.Body.Length)]))))
        : null;

    /// <summary>A text with a number in place of an id, where that stands as a word of its own.</summary>
    private static string Without(string id, string text)
    {
        const char Number = '0';
        if (id.Length == 0) return text;
        var without = new StringBuilder(text.Length);
        for (var from = 0; from < text.Length;)
        {
            var at = text.IndexOf(id, from, StringComparison.Ordinal);
            if (at < 0) return without.Append(text, from, text.Length - from).ToString();
            var end = at + id.Length;
            var isWord = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            without.Append(text, from, at - from).Append(isWord ? Number : text[at]);
            from = isWord ? end : at + 1;
        }

        return without.ToString();
    }
}
