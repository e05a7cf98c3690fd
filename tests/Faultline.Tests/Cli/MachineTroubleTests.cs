using System.ComponentModel;
using System.Net.Sockets;
using Faultline.Cli;

#pragma warning disable CA2201 // The runtime throws them; here they are made to see what is told of them.

namespace Faultline.Tests.Cli;

public sealed class MachineTroubleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-trouble-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<Exception, string, string> Troubles => new()
    {
        { new IOException("No space left on device : '/x/run.json'", 28), "no space left on device: '/x/run.json'", "make room" },
        { new IOException("Disk quota exceeded : '/x/run.json'", 122), "disk quota exceeded", "make room" },
        { new IOException("Read-only file system : '/x/run.json'", 30), "read-only file system", "--output-dir" },
        { new IOException("Too many open files : '/x/run.json'", 24), "too many open files", "ulimit -n" },
        { new IOException("Too many open files in system", 23), "too many open files", "ulimit -n" },
        { new SocketException((int)SocketError.TooManyOpenSockets), "connections", "ulimit -n" },
        { new Win32Exception(24), "too many open files", "ulimit -n" },
        { new Win32Exception(12), "memory", "fewer users" },
        { new Win32Exception(11), "may not start any more processes", "ulimit -u" },
        { new IOException("Resource temporarily unavailable : '/nowhere/lock'", 11), "'/nowhere/lock'", "wait for the process" },
        { new OutOfMemoryException(), "there is not enough memory; ", "fewer users" },
        { new AggregateException(new OutOfMemoryException()), "there is not enough memory", "fewer users" },
        { new TypeInitializationException("X", new IOException("Too many open files", 24)), "too many open files", "ulimit -n" },
        { new UnauthorizedAccessException("Access to the path '/nowhere' is denied."), "access to the path '/nowhere' is denied", "the right" },
        { new DirectoryNotFoundException("Could not find a part of the path '/nowhere/a'."), "could not find a part of the path '/nowhere/a'", "run it again" },
        { new IOException("The disk is on fire"), "the disk is on fire", "run it again" },
    };

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public void What_the_machine_could_not_give_is_told_with_what_to_do(Exception exception, string what, string next)
    {
        var trouble = MachineTrouble.Of(exception);

        Assert.NotNull(trouble);
        Assert.Contains(what, trouble.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(next, trouble.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_a_files_place_and_the_reverse_are_told_whatever_the_system_calls_them()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");

        Assert.Equal($"{_folder} is a folder, and a file belongs there", Told(() => File.WriteAllText(_folder, "")));
        Assert.Equal($"{file} is a file, and a folder belongs there", Told(() => Directory.CreateDirectory(Path.Combine(file, "a", "b"))));
        Assert.Equal($"{file} is a file, and a folder belongs there", Told(() => File.WriteAllText(Path.Combine(file, "a"), "")));
    }

    [Fact]
    public void A_fault_of_the_tool_is_none_of_the_machine()
    {
        Assert.Null(MachineTrouble.Of(new InvalidOperationException("oops")));
        Assert.Null(MachineTrouble.Of(new NullReferenceException()));
    }

    private static string? Told(Action act) => MachineTrouble.Of(Record.Exception(act)!)?.Message;
}
