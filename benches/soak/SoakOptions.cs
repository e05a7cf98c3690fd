using System.Globalization;

namespace Faultline.Benches.Soak;

/// <summary>What was asked for on the command line.</summary>
internal sealed record SoakOptions
{
    /// <summary>How long rounds are begun, where their number is not given.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Number of rounds; null: as many as begin in time.</summary>
    public int? Count { get; init; }

    /// <summary>Decides everything that is drawn.</summary>
    public required int Seed { get; init; }

    /// <summary>Number of the first round, to see a later one again.</summary>
    public int First { get; init; } = 1;

    /// <summary>The engine whose containers the shop runs in; null: child processes.</summary>
    public Uri? Docker { get; init; }

    /// <summary>Reads the arguments; null where they are none of ours.</summary>
    public static SoakOptions? Read(string[] arguments, Func<string, string?> variable)
    {
        var options = new SoakOptions { Seed = Environment.TickCount & 0xFFFFFF };
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--docker")
            {
                options = options with { Docker = new Uri(variable("DOCKER_HOST") is { Length: > 0 } host ? host : "unix:///var/run/docker.sock") };
                continue;
            }

            if (++i == arguments.Length || !double.TryParse(arguments[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            switch (arguments[i - 1])
            {
                case "--minutes": options = options with { Length = TimeSpan.FromMinutes(number) }; break;
                case "--count": options = options with { Count = (int)number }; break;
                case "--seed": options = options with { Seed = (int)number }; break;
                case "--first": options = options with { First = (int)number }; break;
                default: return null;
            }
        }

        return options;
    }
}
