using System.ComponentModel;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Faultline.Cli;

/// <summary>What this machine could not give, told apart from faults of the tool: a full disk, too few descriptors, no memory, no right.</summary>
/// <param name="Message">What could not be done, and where.</param>
/// <param name="Hint">What to do next.</param>
internal sealed partial record MachineTrouble(string Message, string Hint)
{
    // errno(3) of Linux, which the runtime hands on where it has no exception of its own.
    private const int NotPermitted = 1;
    private const int TryAgain = 11;
    private const int NoMemory = 12;
    private const int Exists = 17;
    private const int IsFolder = 21;
    private const int SystemFilesUsedUp = 23;
    private const int FilesUsedUp = 24;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int Quota = 122;

    private const long Megabyte = 1 << 20;
    private const string Places = "--output-dir for results, FAULTLINE_STATE for the state folder";
    private const string MoreMemory = "Next: fewer users or a smaller population, or more memory for this process";
    private const string MoreFiles = "Next: a higher ulimit -n in the shell that starts it";

    /// <summary>The trouble that an exception tells of, or null where the tool itself is at fault.</summary>
    public static MachineTrouble? Of(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var inner] } => Of(inner),
        TypeInitializationException { InnerException: { } inner } => Of(inner),
        OutOfMemoryException => new($"there is not enough memory; {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Megabyte} MB are all that this process may have", MoreMemory),
        SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } => new("this process may not open any more connections", MoreFiles),
        // From fork(2), where a file would be in use.
        Win32Exception { NativeErrorCode: TryAgain } => new($"this user may not start any more processes ({Told(exception.Message)})", "Next: end some, or a higher ulimit -u in the shell that starts it"),
        Win32Exception win32 => Of(win32.NativeErrorCode, exception.Message),
        UnauthorizedAccessException or IOException when Misplaced(exception) is { } misplaced => misplaced,
        UnauthorizedAccessException => new(Told(exception.Message), "Next: give this user the right to it, or name another place"),
        FileNotFoundException or DirectoryNotFoundException => new(Told(exception.Message), "Next: run it again, and leave its folders alone meanwhile"),
        IOException => Of(exception.HResult, exception.Message) ?? new(Told(exception.Message), "Next: see to that file or its disk, and run it again"),
        _ => null,
    };

    private static MachineTrouble? Of(int error, string message) => error switch
    {
        NoSpace or Quota => new(Told(message), $"Next: make room on that disk, or name another place ({Places})"),
        ReadOnly => new(Told(message), $"Next: name a place that can be written ({Places})"),
        FilesUsedUp or SystemFilesUsedUp => new(Told(message), MoreFiles),
        NoMemory => new(Told(message), MoreMemory),
        TryAgain => new(Told(message), "Next: wait for the process that uses it, and run it again"),
        NotPermitted => new(Told(message), "Next: run it as a user who may do that"),
        _ => null,
    };

    /// <summary>A folder where a file belongs, or the other way round, for which the system has many names.</summary>
    private static MachineTrouble? Misplaced(Exception exception)
    {
        if (QuotedPath().Match(exception.Message) is not { Success: true, Groups: [_, { Value: var path }] }) return null;
        // The runtime says of a folder that it opens as a file that the right is missing, which it may be indeed.
        if (exception is UnauthorizedAccessException or IOException { HResult: IsFolder or Exists } && MayList(path)) return new($"{path} is a folder, and a file belongs there", "Next: move it away, or name another place");
        var above = path;
        while ((above = Path.GetDirectoryName(above)) is not null)
            if (File.Exists(above)) return new($"{above} is a file, and a folder belongs there", "Next: move it away, or name another place");
        return null;
    }

    private static bool MayList(string path)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(path).Any();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The system's sentence as part of ours.</summary>
    private static string Told(string message)
    {
        var text = message.Trim().TrimEnd('.').Replace(" : '", ": '", StringComparison.Ordinal);
        return text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }

    [GeneratedRegex("'(/[^']*)'")]
    private static partial Regex QuotedPath();
}
