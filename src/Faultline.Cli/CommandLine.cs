using System.CommandLine;
using Faultline.Cli.Commands;

namespace Faultline.Cli;

/// <summary>All commands, and how what they throw becomes an exit code.</summary>
internal static class CommandLine
{
    public static RootCommand Create() =>
        new("Kills services under load, then audits the books.")
        {
            DemoCommand.Create(),
            StressCommand.Create(),
            ShopCommand.Create(),
            ServicesCommand.Create(),
            CommonOptions.Format,
            CommonOptions.NoColor,
            CommonOptions.Verbose,
        };

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"error: {error.Message}");
            var command = parsed.CommandResult.Command.Name;
            var help = parsed.CommandResult.Command is RootCommand ? "faultline --help" : $"faultline {Path(parsed)} --help";
            await Console.Error.WriteLineAsync($"  Next: {help}");
            return ExitCode.Usage;
        }

        try
        {
            // Signals are ours: an orderly end restores services, which may take longer than any fixed time-out.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e)
        {
            return ErrorText.Write(e, Console.Error, CommonOptions.Output(parsed).Verbose);
        }
    }

    private static string Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (System.CommandLine.Parsing.SymbolResult? r = parsed.CommandResult; r is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } c; r = r.Parent)
            names.Push(c.Command.Name);
        return string.Join(' ', names);
    }
}
