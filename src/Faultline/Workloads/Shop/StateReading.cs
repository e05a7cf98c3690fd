using System.Text;
using Faultline.Load.Http;
using Faultline.Recovery;

namespace Faultline.Workloads.Shop;

/// <summary>How a question about an entity was answered.</summary>
internal enum ReadingKind : byte
{
    /// <summary>Not at all, or by something that proves nothing.</summary>
    Unreadable,

    /// <summary>With a value.</summary>
    Value,

    /// <summary>With a 4xx, as for an entity that does not exist.</summary>
    Refused,
}

/// <summary>The answer to a question about an entity.</summary>
/// <param name="Kind">Which of the others counts.</param>
/// <param name="Value">The value, where there is one.</param>
/// <param name="Refusal">The refusal, where it is one.</param>
internal readonly record struct StateReading<T>(ReadingKind Kind, T Value, Refusal Refusal)
{
    public bool Known => Kind == ReadingKind.Value;
}

/// <summary>What a refusal looks like, apart from the id that was asked for and from numbers.</summary>
internal readonly record struct Refusal(int Status, string Shape)
{
    private const int Longest = 1024;

    /// <summary>What an answer looks like that refused the entity of this id.</summary>
    public static Refusal Of(HttpAnswer answer, string id)
    {
        var text = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(Longest, answer.Body.Length)]);
        return new Refusal(answer.Status, AnswerClass.Shape(text.Replace(id, "0", StringComparison.Ordinal)));
    }
}
