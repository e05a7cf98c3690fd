using System.Text.RegularExpressions;

namespace Faultline.Tests.Architecture;

/// <summary>
/// A switch over an enum of ours names every member: a member that is added later is then an error of the compiler (CS8509)
/// wherever somebody must decide, and never silently falls to what <c>_</c> says.
/// </summary>
public sealed partial class EnumSwitchTests
{
    private static readonly HashSet<string> Enums =
        [.. new[] { "Faultline.dll", "Faultline.Docker.dll", "Faultline.Reporting.dll", "Faultline.Cli.dll", "Shop.dll" }
            .SelectMany(CompiledUses.Types).SelectMany(t => t.NestedTypes.Prepend(t)).Where(t => t.IsEnum).Select(t => t.Name)];

    [Fact]
    public void No_switch_over_an_enum_of_ours_has_a_discard() => Repository.None(
        from folder in new[] { "src", "samples" }
        from file in Repository.Sources(folder)
        from line in DiscardsOf(Repository.Text(file), Enums)
        select $"{file}:{line}");

    [Theory]
    [InlineData("x switch { Outcome.Ok => 1, _ => 2 }", 1)]
    [InlineData("x switch { Outcome.Ok or Outcome.Failed => 1, _ => 2 }", 1)]
    [InlineData("x switch { Outcome.Ok when y => 1, Outcome.Ok => 2, Outcome.Failed => 3 }", 0)]
    [InlineData("x switch { { A: Outcome.Ok } => 1, _ => 2 }", 0)]
    [InlineData("x switch { Outcome.Ok => y switch { 1 => 2, _ => 3 }, Outcome.Failed => 4 }", 0)]
    [InlineData("x switch { 1 => y switch { Outcome.Ok => 2, _ => 3 }, _ => 4 }", 1)]
    [InlineData("x switch { Foreign.Ok => 1, _ => 2 }", 0)]
    [InlineData("x switch { Outcome.Ok => \"}\", _ => \"{\" }", 1)]
    [InlineData("switch (x) { case Outcome.Ok: a(); break; default: b(); break; }", 1)]
    [InlineData("switch (x.Of(y)) { case Outcome.Ok when y: case Outcome.Failed or Outcome.Unknown: { a(); break; } default: break; }", 1)]
    [InlineData("switch (x) { case Outcome.Ok: case Outcome.Failed: a(); break; case Outcome.Unknown: b(default); break; }", 0)]
    [InlineData("switch (x) { case Outcome.Ok: a(); break; default: throw new Failure(x); }", 0)]
    [InlineData("switch (x) { case 1: a(Outcome.Ok); break; default: break; }", 0)]
    public void The_reader_sees_discards_beside_members(string code, int count) =>
        Assert.Equal(count, DiscardsOf(code, ["Outcome"]).Count());

    /// <summary>Lines, from 1, of the discards of such switches.</summary>
    private static IEnumerable<int> DiscardsOf(string code, HashSet<string> enums)
    {
        var text = Quoted().Replace(code, quoted => new string('"', quoted.Length));
        foreach (Match start in SwitchStart().Matches(text))
        {
            var body = Body(text, start.Index + start.Length);
            var arms = Flat(text, body.From, body.To);
            if (!Arm().Matches(arms).Concat(Label().Matches(arms)).Any(a => enums.Contains(a.Groups[1].Value))) continue;
            foreach (var discard in Discard().Matches(arms).Concat(Default().Matches(arms)))
                yield return text.AsSpan(0, body.From + discard.Groups[1].Index).Count('\n') + 1;
        }
    }

    private static (int From, int To) Body(string text, int from)
    {
        var depth = 1;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '{') depth++;
            if (text[i] == '}' && --depth == 0) return (from, i);
        }

        return (from, text.Length);
    }

    /// <summary>The arms with everything that stands in brackets of their own blanked out.</summary>
    private static string Flat(string text, int from, int to)
    {
        var flat = new char[to - from];
        var depth = 0;
        for (var i = from; i < to; i++)
        {
            if (text[i] is '}' or ')' or ']') depth--;
            flat[i - from] = depth > 0 && text[i] != '\n' ? ' ' : text[i];
            if (text[i] is '{' or '(' or '[') depth++;
        }

        return new string(flat);
    }

    [GeneratedRegex("""\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|//[^\n]*""")]
    private static partial Regex Quoted();

    // Of an expression, or of a statement, whose value may have brackets of its own.
    [GeneratedRegex("""\bswitch\s*(?:\((?>[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)\s*)?\{""")]
    private static partial Regex SwitchStart();

    [GeneratedRegex("""(?:^|,)\s*(?:[A-Z]\w*\.)*([A-Z]\w*)\.[A-Z]\w*(?=\s*(?:=>|or\b|when\b))""")]
    private static partial Regex Arm();

    [GeneratedRegex("""\bcase\s+(?:[A-Z]\w*\.)*([A-Z]\w*)\.[A-Z]\w*(?=\s*(?::|or\b|when\b))""")]
    private static partial Regex Label();

    // The compiler sees no member that a statement leaves out, so one that throws where there is another is as it should be.
    [GeneratedRegex("""\b(default)\s*:(?!\s*throw\b)""")]
    private static partial Regex Default();

    [GeneratedRegex("""(?:^|,)\s*(_)\s*=>""")]
    private static partial Regex Discard();
}
