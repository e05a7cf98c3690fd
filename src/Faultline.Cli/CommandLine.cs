using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Faultline.Cli.Commands;
using Faultline.Cli.Common;
using Faultline.Cli.Options;
using Faultline.Cli.Shop;
using Faultline.Cli.Shop.Commands;
using Faultline.Cli.Terminal;
using Faultline.Cli.Watchdogs;
using Faultline.Configuration;
using Faultline.Workloads.Shop;

namespace Faultline.Cli;

/// <summary>All commands, and how what they throw becomes an exit code.</summary>
internal static class CommandLine
{
    // Not a RootCommand: that would call itself after the assembly, and the launcher is what people type.
    public static Command Create() =>
        new("faultline", "Kills services under load, then audits the books.")
        {
            DemoCommand.Create(),
            RunCommand.Create(),
            StressCommand.Create(),
            TestCommand.Create(),
            ReportCommand.Create(FirstSchema.Read),
            CheckCommand.Create(FirstSchema.Read),
            InitCommand.Create(ShopProfile.Profile),
            ServicesCommand.Create(),
            ShopCommand.Create(),
            SampleCommand.Create(),
            WatchdogCommand.Create(DemoFolder.ClearAsync),
            CommonOptions.Format,
            CommonOptions.NoColor,
            CommonOptions.Verbose,
            new HelpOption(),
            new VersionOption(),
        };

    /// <summary>Carries a command out, and tells where its result did not arrive.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var code = await InvokeAsync(args);
        if (StandardStreams.Lost is not { } why) return code;
        await Console.Error.WriteLineAsync($"error: the result could not be written to standard output ({why.TrimEnd('.')})");
        await Console.Error.WriteLineAsync("  Next: send it where there is room; a run's own files tell the same");
        return code == ExitCode.Consistent ? ExitCode.Unavailable : code;
    }

    private static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Create().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"error: {error.Message}");
            await Console.Error.WriteLineAsync($"  Next: {Path(parsed)} --help{Nearest(parsed)}");
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
        catch (OperationCanceledException) when (Interruption.ExitCodeOfProcess is { } code)
        {
            // Whatever a signal cut short: it is no fault of the tool.
            return code;
        }
        catch (Exception e)
        {
            return ErrorText.Write(e, Console.Error, CommonOptions.Output(parsed).Verbose);
        }
    }

    /// <summary>The command or option that the first word nobody knows comes near to, as a question, or nothing.</summary>
    private static string Nearest(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is not [var unknown, ..]) return "";
        var there = new List<string>();
        for (SymbolResult? r = parsed.CommandResult; r is CommandResult { Command: var command }; r = r.Parent)
        {
            if (unknown.StartsWith('-')) there.AddRange(command.Options.Where(o => r == parsed.CommandResult || o.Recursive).Select(o => o.Name));
            else if (r == parsed.CommandResult) there.AddRange(command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));
        }

        return Suggestion.Question(unknown, there) is { Length: > 0 } question ? $".{question}" : "";
    }

    private static string Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? r = parsed.CommandResult; r is CommandResult c; r = r.Parent)
            names.Push(c.Command.Name);
        return string.Join(' ', names);
    }
}
