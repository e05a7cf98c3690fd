using System.Text;

namespace Faultline.Workloads.Http.Values;

/// <summary>
/// A part of an answer that is a text and no JSON: <c>header(NAME)</c>, <c>text</c> (the whole body without the spaces around it), and
/// <c>last(…)</c> of one of them, the last piece of a path: <c>17</c> of <c>/orders/17?x=1</c>.
/// </summary>
/// <param name="header">Name of the header; null for the body.</param>
/// <param name="isLast">Only the last piece.</param>
internal sealed class TextPart(string? header, bool isLast) : AnswerPart
{
    private const int LongestShown = 60;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public override long? Number(in AnswerView answer, int scale)
    {
        if (header is null && !isLast) return DecimalText.Read(answer.Body.Span.Trim(" \t\r\n"u8), scale);
        return Text(answer) is { } text ? DecimalText.Read(Encoding.UTF8.GetBytes(text), scale) : null;
    }

    /// <inheritdoc/>
    public override Value? Find(in AnswerView answer) => Text(answer) is { } text ? Value.Of(text) : null;

    /// <inheritdoc/>
    public override bool? Equals(in AnswerView answer, Literal literal) => Text(answer) is { } text ? literal.Equals(text) : null;

    /// <inheritdoc/>
    public override string Explain(in AnswerView answer, int scale)
    {
        var what = header is null ? "the body" : $"the header {header}";
        if (Text(answer) is not { } text) return header is null ? $"{what} is no text" : $"{what} is not there";

        var shown = text.Length <= LongestShown ? text : text[..LongestShown] + "…";
        return $"{what} is {JsonExplanation.NoNumber($"\"{shown}\"", scale)}";
    }

    private string? Text(in AnswerView answer)
    {
        var text = header is null ? Body(answer.Body.Span) : answer.Header?.Invoke(header)?.Trim();
        return isLast ? Last(text) : text;
    }

    private static string? Body(ReadOnlySpan<byte> body)
    {
        try
        {
            return Strict.GetString(body).Trim();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? Last(string? text)
    {
        if (text is null) return null;
        var end = text.AsSpan().IndexOfAny('?', '#');
        var path = (end < 0 ? text : text[..end]).TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];
        return last.Length > 0 ? Uri.UnescapeDataString(last) : null;
    }
}
