namespace Faultline.Tests.Architecture;

/// <summary>A folder is a namespace; where two need each other, neither can be read, changed or tested alone.</summary>
public sealed class FolderCircleTests
{
    private static readonly string[] Assemblies = ["Faultline.dll", "Faultline.Docker.dll", "Faultline.Reporting.dll", "Faultline.Cli.dll"];

    [Fact]
    public void No_folder_uses_one_that_uses_it()
    {
        var uses = Assemblies.SelectMany(CompiledUses.Of).Where(u => u.From != u.To).ToArray();
        var ours = uses.Select(u => u.From).ToHashSet(StringComparer.Ordinal);
        var next = uses.Where(u => ours.Contains(u.To)).ToLookup(u => u.From, u => u.To, StringComparer.Ordinal);
        var reach = ours.ToDictionary(n => n, n => Reach(next, n), StringComparer.Ordinal);

        Repository.None(uses
            .Where(u => ours.Contains(u.To) && reach[u.To].Contains(u.From))
            .Select(u => $"{u.From} uses {u.To}, which uses it, in {u.Where}"));
    }

    [Fact]
    public void A_circle_of_three_is_found()
    {
        var next = new[] { ("a", "b"), ("b", "c"), ("c", "a"), ("a", "d") }.ToLookup(p => p.Item1, p => p.Item2);

        Assert.Contains("a", Reach(next, "b"));
        Assert.DoesNotContain("a", Reach(next, "d"));
    }

    private static HashSet<string> Reach(ILookup<string, string> next, string from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(next[from]);
        while (open.TryPop(out var name))
        {
            if (!seen.Add(name)) continue;
            foreach (var further in next[name]) open.Push(further);
        }

        return seen;
    }
}
