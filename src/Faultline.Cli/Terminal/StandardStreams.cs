namespace Faultline.Cli.Terminal;

/// <summary>Standard output and standard error of the tool; both outlive their readers.</summary>
internal static class StandardStreams
{
    // EIO: a terminal that was closed. Its reader is gone and knows; a pipe's (EPIPE) the runtime passes over itself.
    private const int TerminalIsGone = 5;

#pragma warning disable RS0030 // Here they are opened for everybody.
    private static readonly EnduringStream StandardOutput = new(Console.OpenStandardOutput());
    private static readonly EnduringStream StandardError = new(Console.OpenStandardError());
#pragma warning restore RS0030

    /// <summary>Standard output, for what is not written as text.</summary>
    public static Stream Output => StandardOutput;

    /// <summary>Standard error, for what draws on the terminal.</summary>
    public static Stream Error => StandardError;

    /// <summary>Why what was written to standard output did not arrive, where somebody may still think that it did; else null.</summary>
    public static string? Lost => StandardOutput.Failure is { HResult: not TerminalIsGone } failure ? failure.Message : null;

    /// <summary>Makes <see cref="Console"/> write lines for people, through these streams.</summary>
    public static void Install()
    {
        Console.SetOut(new ToldWriter(Writer(StandardOutput)));
        Console.SetError(new ToldWriter(Writer(StandardError)));
    }

    private static StreamWriter Writer(Stream stream) => new(stream, Console.OutputEncoding, bufferSize: 256) { AutoFlush = true };
}
