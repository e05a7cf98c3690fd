using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Faultline.IntegrationTests.Cli;

/// <summary>A terminal (pty(7)) for one tool, which the test may close as a person closes a window.</summary>
internal sealed partial class Terminal : IAsyncDisposable
{
    private const int ReadWrite = 0x2;
    private const int NoControl = 0x100;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle _master;
    private readonly SafeFileHandle _slave;
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _reading;
    private readonly StringBuilder _text = new();

    public Terminal()
    {
        // Whoever is blocked in a read would keep it open.
        _master = new SafeFileHandle(Open(ReadWrite | NoControl | NonBlocking | CloseOnExec), ownsHandle: true);
        Assert.True(!_master.IsInvalid && Unlock(_master) == 0, "no terminal could be made");
        var name = new byte[64];
        Assert.Equal(0, NameOf(_master, name, name.Length));
        Name = Encoding.ASCII.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0)));
        // Held open until the tool has it: a terminal that nobody has open cannot be read from.
        _slave = File.OpenHandle(Name, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _reading = Task.Run(ReadAsync);
    }

    public string Name { get; }

    /// <summary>What a command is put behind so that this is its terminal, and its leader's.</summary>
    public IReadOnlyList<string> Behind(string kind) => ["sh", "-c", $"exec setsid -c -w env TERM={kind} \"$@\" <$0 >$0 2>&1", Name];

    /// <summary>Waits until something was written to it.</summary>
    public async Task SaidAsync(string text, RunningTool tool)
    {
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(tool.HasEnded && !Text.Contains(text, StringComparison.Ordinal), $"ended without saying \"{text}\":\n{Text}");
            await Task.Delay(20);
        }
    }

    public string Text
    {
        get
        {
            lock (_text) return _text.ToString();
        }
    }

    /// <summary>Its session's leader gets SIGHUP, and whoever writes to it from now on an error (EIO).</summary>
    public async Task CloseAsync()
    {
        await _closed.CancelAsync();
        await _reading;
        _slave.Dispose();
        _master.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _closed.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[4096];
        while (!_closed.IsCancellationRequested)
        {
            if (Read(_master, buffer, buffer.Length) is > 0 and var count)
                lock (_text) _text.Append(Encoding.UTF8.GetString(buffer, 0, (int)count));
            else
                await Task.Delay(20, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(SafeFileHandle master, [Out] byte[] buffer, nint length);

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    private static partial int Open(int flags);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    private static partial int NameOf(SafeFileHandle master, [Out] byte[] name, nint length);
}
