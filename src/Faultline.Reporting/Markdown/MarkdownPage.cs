using System.Text;

namespace Faultline.Reporting.Markdown;

/// <summary>Blocks of Markdown, one after the other; what goes in is encoded already.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder _text = new();

    public void Heading(int level, string text) => Block($"{new string('#', level)} {text}");

    public void Block(string text)
    {
        if (_text.Length > 0) _text.Append('\n');
        _text.Append(text).Append('\n');
    }

    /// <summary>A list; nothing where there is no item.</summary>
    public void Bullets(IReadOnlyCollection<string> items)
    {
        if (items.Count > 0) Block(string.Join('\n', items.Select(item => $"- {item}")));
    }

    /// <summary>A table; a column whose title ends in a colon is aligned to the right.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = new List<string>
        {
            Row([.. columns.Select(c => c.TrimEnd(':'))]),
            Row([.. columns.Select(c => c.EndsWith(':') ? "---:" : "---")]),
        };
        lines.AddRange(rows.Select(Row));
        Block(string.Join('\n', lines));
    }

    public override string ToString() => _text.ToString();

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |";
}
