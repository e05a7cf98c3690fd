using System.Text;
using Faultline.Experiments;
using Faultline.Storage;

namespace Faultline.Reporting.Markdown;

/// <summary>
/// Writes <c>report.md</c>: a run on one screen, for a comment on a pull request or for a terminal. The verdict and its
/// reasons come first.
/// </summary>
public static class RunMarkdown
{
    /// <summary>No report is longer, in characters: a comment on GitHub holds 65,536.</summary>
    public const int MaxCharacters = 60_000;

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(Run run, string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Render(run))));

    /// <summary>The report, with shorter lists and texts until it is short enough.</summary>
    internal static string Render(Run run)
    {
        var limits = PageLimits.Brief;
        while (true)
        {
            var text = Render(run, limits);
            if (text.Length <= MaxCharacters || limits == limits.Halved) return text;
            limits = limits.Halved;
        }
    }

    private static string Render(Run run, PageLimits limits)
    {
        var page = new MarkdownPage();
        foreach (var section in new RunSections(run, limits).InOrder) section(page);
        return page.ToString();
    }
}
