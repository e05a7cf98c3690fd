using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Faultline.Configuration;
using Faultline.Workloads.Shop;

namespace Faultline.Cli.Shop.Commands;

/// <summary>What users of the stress load do: how long they pause, and what an iteration is. As strict as a file is read.</summary>
internal sealed partial class UserOptions
{
    private const double MostSeconds = 1_000_000;
    private static readonly (double Shortest, double Longest) ClassicPause = (1, 5);

    // An iteration takes a moment even where users do not pause.
    private static readonly TimeSpan ShortestIteration = TimeSpan.FromMilliseconds(50);

    private readonly Option<string> _pause = Checked(
        new Option<string>("--pause")
        {
            Description = "Pause of a user between two iterations, in seconds, drawn evenly from the two", DefaultValueFactory = _ => "1..5", HelpName = "MIN..MAX",
        },
        text => ReadPause(text).Error);

    private readonly Option<string> _mix = Checked(
        new Option<string>("--mix")
        {
            Description = "What an iteration does, in percent, 100 together: check an order of the population out, create one and check it out, ask for a user or an item",
            DefaultValueFactory = _ => "checkout=60,create=30,ask=10",
            HelpName = "checkout=N,create=N,ask=N",
        },
        text => ReadMix(text).Error);

    public IEnumerable<Option> All => [_pause, _mix];

    /// <summary>How long an iteration and the pause after it take at least, on average.</summary>
    public TimeSpan MeanIteration(ParseResult parsed)
    {
        var (shortest, longest) = Pause(parsed);
        return (shortest + longest) / 2 is var mean && mean > ShortestIteration ? mean : ShortestIteration;
    }

    /// <summary>The shortest and the longest pause.</summary>
    public (TimeSpan Shortest, TimeSpan Longest) Pause(ParseResult parsed)
    {
        var (shortest, longest) = ReadPause(parsed.GetValue(_pause)!).Pause ?? ClassicPause;
        return (TimeSpan.FromSeconds(shortest), TimeSpan.FromSeconds(longest));
    }

    /// <summary>What an iteration does.</summary>
    public ShopMix Mix(ParseResult parsed) => ReadMix(parsed.GetValue(_mix)!).Mix ?? ShopMix.Classic;

    /// <summary>Two numbers of seconds with two dots between them, or what is wrong.</summary>
    internal static ((double Shortest, double Longest)? Pause, string? Error) ReadPause(string text)
    {
        if (text.Split("..", 2) is not [var first, var second] || Seconds(first) is not { } shortest || Seconds(second) is not { } longest)
            return (null, $"--pause takes two numbers of seconds, such as 1..5 or 0.04..0.1, not \"{text}\"");

        if (shortest > longest) return (null, $"--pause {text}: the shortest pause comes first");
        return longest > MostSeconds ? (null, FormattableString.Invariant($"--pause must be at most {MostSeconds} s")) : ((shortest, longest), null);
    }

    /// <summary>A share for each thing to do, or what is wrong; what is not named is not done.</summary>
    internal static (ShopMix? Mix, string? Error) ReadMix(string text)
    {
        var names = ShopMix.Classic.ByName.Keys.ToArray();
        var shares = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in text.Split(','))
        {
            if (MixText().Match(part) is not { Success: true } match)
                return (null, $"--mix takes shares in whole percent, such as checkout=60,create=30,ask=10; \"{part}\" is none");
            var name = match.Groups[1].Value;
            if (!names.Contains(name, StringComparer.Ordinal))
                return (null, $"--mix knows {string.Join(", ", names)}, not \"{name}\".{Suggestion.Question(name, names)}");
            if (!shares.TryAdd(name, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))) return (null, $"--mix names {name} twice");
        }

        var sum = shares.Values.Sum();
        var mix = new ShopMix(shares.GetValueOrDefault("checkout"), shares.GetValueOrDefault("create"), shares.GetValueOrDefault("ask"));
        if (sum != 100) return (null, FormattableString.Invariant($"the shares of --mix must be 100 together, not {sum}"));
        return mix.Checkout + mix.Create == 0 ? (null, "--mix has no checkouts: there would be nothing to judge") : (mix, null);
    }

    private static double? Seconds(string text) => NumberText.Number(text) is >= 0 and var seconds ? seconds : null;

    private static Option<string> Checked(Option<string> option, Func<string, string?> error)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (error(token.Value) is { } wrong) result.AddError(wrong);
        });
        return option;
    }

    [GeneratedRegex(@"^([A-Za-z_-]+)=(0|[1-9][0-9]{0,2})\z")]
    private static partial Regex MixText();
}
