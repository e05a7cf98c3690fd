using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Faultline.Cli.Commands;

namespace Faultline.Cli;

/// <summary>All commands, and how what they throw becomes an exit code.</summary>
internal static class CommandLine
{
    // Not a RootCommand: that would call itself after the assembly, and the launcher is what people type.
    public static Command Create() =>
        new("faultline", "Kills services under load, then audits the books.")
        {
            DemoCommand.Create(),
            StressCommand.Create(),
            TestCommand.Create(),
            ReportCommand.Create(),
            CheckCommand.Create(),
            InitCommand.Create(),
            ServicesCommand.Create(),
            ShopCommand.Create(),
            CommonOptions.Format,
            CommonOptions.NoColor,
            CommonOptions.Verbose,
            new HelpOption(),
            new VersionOption(),
        };

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"error: {error.Message}");
            await Console.Error.WriteLineAsync($"  Next: {Path(parsed)} --help");
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
        for (SymbolResult? r = parsed.CommandResult; r is CommandResult c; r = r.Parent)
            names.Push(c.Command.Name);
        return string.Join(' ', names);
    }
}
