using Faultline.Cli.Common;
using Faultline.Configuration;
using Faultline.Experiments;
using Faultline.Hosting;

namespace Faultline.Cli;

/// <summary>Tells an error as: what, where, why, what next; a stack trace only when asked for.</summary>
internal static class ErrorText
{
    /// <summary>Writes the error and returns the exit code that goes with it.</summary>
    public static int Write(Exception exception, TextWriter error, bool verbose)
    {
        var code = exception switch
        {
            ConfigurationException configuration => Configuration(configuration, error),
            HostUnavailableException host => Line(error, host.Message, host.Hint, ExitCode.Unavailable),
            TargetUnavailableException target => Line(error, target.Message, target.Hint, ExitCode.Unavailable),
            _ when MachineTrouble.Of(exception) is { } trouble => Line(error, trouble.Message, trouble.Hint, ExitCode.Unavailable),
            _ => Line(error, $"{exception.Message} ({exception.GetType().Name})", "This is a fault of the tool; --verbose shows where", ExitCode.Internal),
        };
        // Line by line: what is told is written a line at a time.
        if (verbose) foreach (var line in exception.ToString().EnumerateLines()) error.WriteLine(line.ToString());
        return code;
    }

    private static int Configuration(ConfigurationException exception, TextWriter error)
    {
        foreach (var one in exception.Errors)
        {
            error.WriteLine($"error: {one.Message}");
            if (one.File is not null)
            {
                var place = one.Line > 0 ? $"{one.File}:{one.Line}:{one.Column}" : one.File;
                error.WriteLine(one.Excerpt is null ? $"  {place}" : $"  {place}   {one.Excerpt.Trim()}");
            }

            if (one.Hint is not null) error.WriteLine($"  {one.Hint}");
        }

        return ExitCode.Usage;
    }

    private static int Line(TextWriter error, string message, string? hint, int code)
    {
        error.WriteLine($"error: {message}");
        if (hint is not null) error.WriteLine($"  {hint}");
        return code;
    }
}
