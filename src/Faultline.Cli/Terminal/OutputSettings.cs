using System.Text;
using Faultline.Experiments;
using Faultline.Hosting;
using Spectre.Console;

namespace Faultline.Cli.Terminal;

/// <summary>How results and progress are shown: progress on standard error, the result on standard output.</summary>
/// <param name="Json">The result as one JSON object and nothing else.</param>
/// <param name="Colour">Whether colour is wanted; never used where the output is not a terminal.</param>
/// <param name="Verbose">Stack traces with errors.</param>
internal sealed record OutputSettings(bool Json, bool Colour, bool Verbose)
{
    private static bool Dumb => Environment.GetEnvironmentVariable("TERM") is "dumb" or null && !OperatingSystem.IsWindows();

    private bool Plain => !Colour || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Dumb;

    /// <summary>A live view on a terminal, plain lines elsewhere.</summary>
    public IRunView CreateView(Experiment experiment, IServiceHost? host, TimeProvider time) =>
        Plain || Console.IsErrorRedirected
            ? new PlainView(Console.Error, time)
            : new LiveView(Create(StandardStreams.Error, Console.Error.Encoding, terminal: true), experiment, host, time);

    /// <summary>Where the result is written.</summary>
    public IAnsiConsole CreateResultConsole() => Create(StandardStreams.Output, Console.Out.Encoding, terminal: !Console.IsOutputRedirected);

    // The stream itself: Spectre.Console draws with what a terminal acts on. Texts get there by MarkupText.
    private IAnsiConsole Create(Stream stream, Encoding encoding, bool terminal)
    {
        var writer = new StreamWriter(stream, encoding) { AutoFlush = true };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal && !Plain ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal && !Plain ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        // A pipe has no width; tables must not be broken at 80 columns there.
        if (!terminal) console.Profile.Width = 200;
        return console;
    }
}
