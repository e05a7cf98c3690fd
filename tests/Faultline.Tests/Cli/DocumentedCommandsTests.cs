using System.Text.RegularExpressions;
using Faultline.Cli;

namespace Faultline.Tests.Cli;

/// <summary>Every command line that the documents show is one that the tool takes.</summary>
public sealed partial class DocumentedCommandsTests
{
    public static TheoryData<string, string> Lines()
    {
        var lines = new TheoryData<string, string>();
        foreach (var document in Documents())
            foreach (Match match in Command().Matches(File.ReadAllText(document)))
                lines.Add(Path.GetFileName(document), match.Groups["arguments"].Value.Trim());
        return lines;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_command_line_in_a_document_is_understood(string document, string arguments)
    {
        var parsed = CommandLine.Create().Parse(arguments);

        Assert.True(parsed.Errors.Count == 0, $"{document}: faultline {arguments}: {string.Join("; ", parsed.Errors.Select(e => e.Message))}");
    }

    [Fact]
    public void The_documents_show_every_command()
    {
        var shown = Lines().Select(l => l.Data.Item2.Split(' ')[0]).ToHashSet();

        Assert.Empty(CommandLine.Create().Subcommands.Where(c => !c.Hidden).Select(c => c.Name).Except(shown));
    }

    [Fact]
    public void Files_that_the_documents_link_to_are_there()
    {
        var missing = Documents().SelectMany(document => Link().Matches(File.ReadAllText(document))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal) && !target.StartsWith('#'))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target.Split('#')[0])))
            .Select(target => $"{Path.GetFileName(document)}: {target}"));

        Assert.Empty(missing);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    private static string[] Documents() =>
        [Path.Combine(Repository.Root, "README.md"), Path.Combine(Repository.Root, "ARCHITECTURE.md"), .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)];

    // To the end of the code, or to a comment, a pipe or a job in the background behind it.
    [GeneratedRegex(@"\./faultline +(?<arguments>[a-z][^`\n#&|>]*)")]
    private static partial Regex Command();
}
