namespace Faultline.Workloads.Http.Values;

/// <summary>An answer, as far as values are taken out of it.</summary>
/// <param name="Body">Its body.</param>
/// <param name="Header">Looks up a header; null where none were kept. It gives null where the answer has no such header.</param>
internal readonly record struct AnswerView(ReadOnlyMemory<byte> Body, Func<string, string?>? Header = null);

/// <summary>A part of an answer that a value is taken from.</summary>
internal abstract class AnswerPart
{
    /// <summary>As it was written.</summary>
    public required string Source { get; init; }

    /// <summary>The number in its smallest unit; null where there is none.</summary>
    public abstract long? Number(in AnswerView answer, int scale);

    /// <summary>The value; null where there is none.</summary>
    public abstract Value? Find(in AnswerView answer);

    /// <summary>Whether it equals a literal; null where it is not there.</summary>
    public abstract bool? Equals(in AnswerView answer, Literal literal);

    /// <summary>Half a sentence about why there is no number, with what is there instead.</summary>
    public abstract string Explain(in AnswerView answer, int scale);
}
