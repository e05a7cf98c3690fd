using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Faultline.Cli.Terminal;
using Faultline.Configuration;

namespace Faultline.Cli.Options;

/// <summary>Options that several commands share, in one wording.</summary>
internal static class CommonOptions
{
    // Eleven days: longer than anybody waits, and shorter than what a timer can.
    private const double MostSeconds = 1_000_000;

    public static readonly Option<string> Format = OneOf(
        new Option<string>("--format") { Description = "How the result is printed: text or json", DefaultValueFactory = _ => "text", Recursive = true },
        "text", "json");

    public static readonly Option<bool> NoColor = new("--no-color") { Description = "No colour and no live view (also: NO_COLOR)", Recursive = true };

    public static readonly Option<bool> Verbose = new("--verbose") { Description = "Stack traces with errors", Recursive = true };

    public static Option<string> Urls() =>
        new("--urls") { Description = "File with the base addresses of the system", DefaultValueFactory = _ => "urls.json", HelpName = "FILE" };

    public static Option<string?> Host() => OneOf(
        new Option<string?>("--host") { Description = "What runs the services: process or docker. Default: for a run what answers at its addresses, else process if .faultline/ here names live ones, else docker" },
        "process", "docker");

    public static Option<string?> Project() => new("--project")
    {
        Description = "Compose project of the services in Docker; needed only where neither addresses nor services tell", HelpName = "NAME",
    };

    public static Option<string> OutputDirectory() =>
        new("--output-dir") { Description = "Folder that all runs go into", DefaultValueFactory = _ => "results", HelpName = "FOLDER" };

    public static Option<int> Seed() => Strict(new Option<int>("--seed") { Description = "Seed of all random choices", DefaultValueFactory = _ => 1, HelpName = "N" });

    /// <summary>A number that is read as configuration files write it, whatever the language of the machine.</summary>
    public static Option<T> Strict<T>(Option<T> option)
    {
        var isWhole = (Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)) == typeof(int);
        option.CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            object? number = isWhole ? (object?)NumberText.Whole(text) : NumberText.Number(text);
            if (number is not null) return (T)number;
            result.AddError(isWhole && NumberText.Number(text) is { } other && Math.Floor(other) == other
                ? $"{option.Name} must be {(other > 0 ? $"at most {int.MaxValue}" : $"at least {int.MinValue}")} ({text} given)"
                : $"{option.Name} takes {(isWhole ? "a whole number such as 5" : "a number such as 5 or 0.5")}, not \"{text}\"");
            return default;
        };
        return option;
    }

    public static Option<T> AtLeast<T>(Option<T> option, T least)
        where T : struct, IComparable<T>
    {
        Strict(option);
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens.Count == 0) return;
            if (Read<T>(result) is { } value && value.CompareTo(least) < 0)
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be at least {least} ({value} given)"));
        });
        return option;
    }

    public static Option<T> AtMost<T>(Option<T> option, T most)
        where T : struct, IComparable<T>
    {
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens.Count == 0) return;
            if (Read<T>(result) is { } value && value.CompareTo(most) > 0)
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be at most {most} ({value} given)"));
        });
        return option;
    }

    public static Option<double> Seconds(string name, string description, double seconds, double least) => AtMost(
        AtLeast(new Option<double>(name) { Description = description, DefaultValueFactory = _ => seconds, HelpName = "SECONDS" }, least), MostSeconds);

    public static OutputSettings Output(ParseResult parsed) => new(
        parsed.GetValue(Format) == "json", !parsed.GetValue(NoColor), parsed.GetValue(Verbose));

    /// <summary>The value, or null where the text is none; the parser tells that itself.</summary>
    public static T? Read<T>(OptionResult result)
        where T : struct
    {
        try
        {
            return result.GetValueOrDefault<T>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static Option<T> OneOf<T>(Option<T> option, params string[] values)
    {
        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            foreach (var given in result.Tokens.Select(t => t.Value).Except(values, StringComparer.Ordinal))
                result.AddError($"{option.Name} must be {string.Join(", ", values[..^1])} or {values[^1]}, not \"{given}\".{Suggestion.Question(given, values)}");
        });
        return option;
    }
}
