using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using Faultline.Reporting.Markdown;
using Markdig;
using Markdig.Extensions.EmphasisExtras;

namespace Faultline.Tests.Reporting;

/// <summary>What is encoded is read by a Markdown processor, which must show just the text that went in.</summary>
public sealed partial class MarkdownTextTests
{
    private const string Nasty = "|`\\*_~<>&[]()!#@-+=.:/1aw \n\t$\"'{}|`\\";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough | EmphasisExtraOptions.Subscript).UseMathematics().UseTaskLists().Build();

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char[Nasty].Array[0, 24].Select(c => new string(c)),
        Const(
            "<script>alert(1)</script>", "a | b", "\\| \\\\|", "``` fence", "`", "| --- |", "# heading", "- item", "1. item", "1) item", "--- ", "===", "[x] [a](http://evil.example)",
            "![i](http://evil.example/i.png)", "http://evil.example/a?b=c", "www.evil.example", "@somebody #12", "&lt;b&gt; &amp;amp;", "$x$ $$y$$", "~~gone~~", "~~~", "<!-- no -->", "a\r\nb", "[ ] task"));

    private static Gen<string> Const(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    [Fact]
    public void In_a_cell_every_text_is_shown_as_it_is() => Texts.Select(Gen.Bool).Sample(
        (text, asCode) => Shown(Cell(text, asCode)) == Expected(text) && Plain(text, asCode), iter: 20_000);

    [Fact]
    public void In_a_list_every_text_is_shown_as_it_is() => Texts.Sample(
        text =>
        {
            var html = Markdig.Markdown.ToHtml($"- {MarkdownText.Of(text)}\n", Pipeline).Trim();
            return html.StartsWith("<ul>\n<li>", StringComparison.Ordinal) && Shown(html["<ul>\n<li>".Length..^"</li>\n</ul>".Length]) == Expected(text);
        },
        iter: 20_000);

    [Fact]
    public void A_block_is_not_left_by_backticks_in_it()
    {
        var html = Markdig.Markdown.ToHtml(MarkdownText.Block("a\n````\n<script>", "sh", 100), Pipeline);

        Assert.Equal("<pre><code class=\"language-sh\">a\n````\n&lt;script&gt;\n</code></pre>\n", html);
    }

    [Theory]
    [InlineData("order o-17: 0 times (1 ok)", "order o-17: 0 times (1 ok)")]
    [InlineData("@somebody fixes #12", "@\u2060somebody fixes #\u206012")]
    [InlineData("http://a", "http\\://a")]
    [InlineData("a\u0007\u202Eb", "a\u2407\uFFFDb")]
    [InlineData("", "–")]
    public void Plain_words_stay_readable_and_nobody_is_notified(string text, string encoded) => Assert.Equal(encoded, MarkdownText.Of(text));

    [Fact]
    public void A_long_text_is_cut() => Assert.Equal("`xxxxx… (1,000 characters)`", MarkdownText.Code(new string('x', 1000), 5));

    private static string Cell(string text, bool asCode)
    {
        var cell = asCode ? MarkdownText.Code(text) : MarkdownText.Of(text);
        var html = Markdig.Markdown.ToHtml($"| a | b |\n| --- | --- |\n| {cell} | end |\n", Pipeline);
        var cells = Cells().Matches(html);
        Assert.True(cells.Count == 2 && cells[1].Groups[1].Value == "end", html);
        return cells[0].Groups[1].Value;
    }

    private static bool Plain(string text, bool asCode) => !Tags().IsMatch(Cell(text, asCode).Replace("<code>", "", StringComparison.Ordinal).Replace("</code>", "", StringComparison.Ordinal));

    private static string Shown(string html) =>
        WebUtility.HtmlDecode(html.Replace("<code>", "", StringComparison.Ordinal).Replace("</code>", "", StringComparison.Ordinal)).Replace("\u2060", "", StringComparison.Ordinal);

    private static string Expected(string text)
    {
        var line = Spaces().Replace(text.Replace("\r", "\u240D", StringComparison.Ordinal), " ").Trim();
        return line.Length == 0 ? "–" : line;
    }

    [GeneratedRegex("<td>(.*?)</td>", RegexOptions.Singleline)]
    private static partial Regex Cells();

    [GeneratedRegex("<[a-zA-Z/!]")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
