using System.CommandLine;
using Faultline.Cli.Options;

namespace Faultline.Cli.Samples;

/// <summary>Options that all samples have.</summary>
internal static class SampleOptions
{
    /// <summary>Where it is reached.</summary>
    public static Option<int?> Port(string what, int usual)
    {
        var port = CommonOptions.Strict(new Option<int?>("--port") { Description = $"Port of {what} on 127.0.0.1. Default: {usual}, or a free one if that is busy", HelpName = "PORT" });
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !result.Errors.Any() && CommonOptions.Read<int>(result) is < 1 or > 65_535) result.AddError("--port must lie between 1 and 65535");
        });
        return port;
    }

    /// <summary>Whether it runs in containers.</summary>
    public static Option<bool> Docker() => new("--docker") { Description = "In containers, each store a PostgreSQL server, instead of child processes with SQLite" };
}
