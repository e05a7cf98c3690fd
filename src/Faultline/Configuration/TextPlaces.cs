namespace Faultline.Configuration;

/// <summary>Lines and columns of a text that is asked for many places; its lines end with a line feed.</summary>
internal sealed class TextPlaces
{
    private readonly string _text;
    private readonly List<int> _lineStarts = [0];
    private readonly Dictionary<int, string> _excerpts = [];

    public TextPlaces(string text)
    {
        _text = text;
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1)) _lineStarts.Add(at + 1);
    }

    /// <summary>The place of a UTF-16 unit; past the end, the place where the text stops.</summary>
    public ConfigPlace At(long index)
    {
        var at = (int)Math.Clamp(index, 0, _text.Length);
        // Blank lines at the end say nothing to a reader.
        if (at == _text.Length) at = _text.AsSpan().TrimEnd(" \t\r\n").Length;

        var line = _lineStarts.BinarySearch(at);
        if (line < 0) line = ~line - 1;
        return new ConfigPlace(line + 1, Column(_lineStarts[line], at), Excerpt(line, at - _lineStarts[line]));
    }

    private int Column(int lineStart, int at)
    {
        var column = 1;
        for (var i = lineStart; i < at; i++)
            if (!char.IsLowSurrogate(_text[i])) column++;
        return column;
    }

    private string Excerpt(int line, int position)
    {
        var end = line + 1 < _lineStarts.Count ? _lineStarts[line + 1] - 1 : _text.Length;
        var content = _text[_lineStarts[line]..end];
        // Of a short line all is shown, wherever the place in it is.
        if (content.Length > SourceText.ExcerptLength) return SourceText.Excerpt(content, position);
        if (!_excerpts.TryGetValue(line, out var excerpt)) _excerpts[line] = excerpt = SourceText.Excerpt(content, position);
        return excerpt;
    }
}
