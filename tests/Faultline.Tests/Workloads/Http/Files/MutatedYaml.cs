using System.Text;

namespace Faultline.Tests.Workloads.Http.Files;

/// <summary>Texts that are valid ones with a few things changed by chance: characters, words, lines, indentation.</summary>
internal static class MutatedYaml
{
    private static readonly string[] Words =
    [
        "", "[]", "{}", "~", "5", "-1", "1e999", "9223372036854775808", "0x1F", "true", "no", "$", "$$", "$x", "$.x", "$.*.x[0]", "$line.0", "$env.X", "\"", "'", "&a [*a]", "*a", "&a ",
        "<<: *a", "!!str ", "---", "...", "|", ">", "\t", "\r", "\n", "\u2028", "\u0085", "\uFEFF", "🙂", "\uD83D", "\0", "é", "# ", ": ", ", ", "- ", "{", "}", "[", "]", "(", ")", "%", "@", "`", "? ",
        "each line in $.items: ", "retry transfer 20% if unknown", "pick to != from", "draw x 1..2", "new id", "pause 1s..2s", "30% users", "1s..3s", "GET bank /x/$id", "balance($id): 1", "100%: ",
        "1_000", "40%", "count($.x)", "header(X)", "$a / 0", "((((((((", "--------", "\\", "\"\\u12\"", "http://", "https://[::1", "999999999999999999999999",
    ];

    /// <summary>So many texts; the same for the same seed.</summary>
    /// <param name="valid">What each begins as, one of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of the chance.</param>
    public static IEnumerable<string> Of(IReadOnlyList<string> valid, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder(valid[random.Next(valid.Count)]);
            for (var changes = random.Next(1, 5); changes > 0; changes--) Change(text, random);
            yield return text.ToString();
        }
    }

    private static void Change(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(8))
        {
            case 0:
                text.Insert(at, Words[random.Next(Words.Length)]);
                break;
            case 1:
                text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                break;
            case 2:
                text.Insert(at, (char)random.Next(1, random.Next(2) == 0 ? 128 : 0x3000));
                break;
            case 3:
                Line(text, random, (line, other) => line + "\n" + other);
                break;
            case 4:
                Line(text, random, (_, other) => other);
                break;
            case 5:
                Line(text, random, (line, _) => random.Next(2) == 0 ? "  " + line : line.TrimStart());
                break;
            case 6:
                text.Length = at;
                break;
            default:
                Word(text, random);
                break;
        }
    }

    private static void Line(StringBuilder text, Random random, Func<string, string, string> change)
    {
        var lines = text.ToString().Split('\n');
        var at = random.Next(lines.Length);
        lines[at] = change(lines[at], lines[random.Next(lines.Length)]);
        text.Clear().AppendJoin('\n', lines);
    }

    private static void Word(StringBuilder text, Random random)
    {
        var words = text.ToString().Split(' ');
        words[random.Next(words.Length)] = random.Next(2) == 0 ? Words[random.Next(Words.Length)] : words[random.Next(words.Length)];
        text.Clear().AppendJoin(' ', words);
    }
}
