using System.Text;
using Faultline.Histories;

namespace Faultline.Recovery;

/// <summary>
/// Answers that are not ok and mean the same: of one kind of operation, outcome, status and text, where words with a
/// digit in them (ids, amounts, times) count as one word.
/// </summary>
internal readonly record struct AnswerClass(string Kind, Outcome Outcome, int Status, string Text)
{
    /// <summary>
    /// Whether it can be the system's considered no: an answer with a 4xx that leaves nothing in doubt. Everything
    /// else that is not ok (5xx, reset, time-out, no connection) is a service that does not serve.
    /// </summary>
    public bool CanBeRefusal => Outcome == Outcome.Failed && Status is >= 400 and < 500;

    /// <summary>The class of an operation that did not end ok.</summary>
    public static AnswerClass Of(Operation operation) =>
        new(operation.Kind, operation.Outcome, operation.Status, Shape(operation.Answer));

    /// <summary>A text with every word that holds a digit replaced by one sign.</summary>
    internal static string Shape(string text)
    {
        const char AnyNumber = '#';
        if (!text.AsSpan().ContainsAnyInRange('0', '9')) return text;

        var shape = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && IsWord(text[end])) end++;
            var word = text.AsSpan(start, end - start);
            if (word.ContainsAnyInRange('0', '9')) shape.Append(AnyNumber);
            else shape.Append(word);
            if (end < text.Length) shape.Append(text[end++]);
            start = end;
        }

        return shape.ToString();
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';
}
