using System.Globalization;
using System.Text.Json;
using Faultline.Hosting.Processes;

namespace Faultline.Hosting;

/// <summary>Right of one process to touch a system: one run at a time. It vanishes with the process that holds it.</summary>
public sealed class RunLock : IDisposable
{
    // Whoever asks whether the lock is held takes it for a moment: that is no run.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _lock;
    private readonly string _holderFile;
    private bool _released;

    private RunLock(FileStream held, string holderFile)
    {
        _lock = held;
        _holderFile = holderFile;
    }

    /// <summary>Takes the lock of a system.</summary>
    /// <param name="system">Name of the system, see <see cref="IServiceHost.System"/>.</param>
    /// <param name="purpose">What it is taken for, told to others that find it busy.</param>
    /// <param name="time">Clock for the start that is told to others.</param>
    /// <param name="root">Folder to use instead of <see cref="StateFolder.Root"/>.</param>
    /// <exception cref="HostUnavailableException">It is held, here or by another process, or the state folder cannot be written.</exception>
    public static RunLock Acquire(string system, string purpose, TimeProvider time, string? root = null)
    {
        root ??= StateFolder.Root;
        var folder = StateFolder.For(system, root);
        var holderFile = HolderFile(folder);
        FileStream? held = null;
        try
        {
            if (!SpinWait.SpinUntil(() => (held = FileLock.TryTake(LockFile(folder))) is not null, Patience))
                throw Refusal(system, holderFile);
            AtomicFile.Write(
                holderFile,
                JsonSerializer.Serialize(new Holder(Environment.ProcessId, purpose, time.GetUtcNow(), StartOf(Environment.ProcessId))));
            return new RunLock(held!, holderFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw StateFolder.Unwritable(root, e);
        }
    }

    /// <summary>Whether any process, this one included, holds the lock of a system.</summary>
    /// <param name="system">Name of the system.</param>
    /// <param name="root">Folder to use instead of <see cref="StateFolder.Root"/>.</param>
    /// <exception cref="HostUnavailableException">The state folder cannot be written.</exception>
    public static bool IsHeld(string system, string? root = null)
    {
        root ??= StateFolder.Root;
        var file = LockFile(StateFolder.Locate(system, root));
        if (!File.Exists(file))
            return false;
        try
        {
            using var taken = FileLock.TryTake(file);
            return taken is null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StateFolder.Unwritable(root, e);
        }
    }

    /// <summary>
    /// The process that holds the lock of a system; null where none does, or where it has not written its name yet.
    /// </summary>
    /// <param name="system">Name of the system.</param>
    /// <param name="root">Folder to use instead of <see cref="StateFolder.Root"/>.</param>
    /// <exception cref="HostUnavailableException">The state folder cannot be written.</exception>
    public static int? HolderPid(string system, string? root = null)
    {
        root ??= StateFolder.Root;
        if (!IsHeld(system, root) || ReadHolder(HolderFile(StateFolder.Locate(system, root))) is not { } holder) return null;

        // What a dead holder left behind stays until the next has written its own; its id may be a stranger's by now.
        return holder.Started == StartOf(holder.Pid) ? holder.Pid : null;
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        if (_released)
            return;
        _released = true;
        try
        {
            File.Delete(_holderFile);
        }
        finally
        {
            _lock.Dispose();
        }
    }

    /// <summary>Deletes the folders of systems that nobody holds, for a root whose folders hold nothing else and are taken one caller at a time.</summary>
    internal static void DeleteFree(string root)
    {
        var systems = Path.Combine(root, "systems");
        if (!Directory.Exists(systems)) return;
        foreach (var folder in Directory.GetDirectories(systems))
        {
            using (var taken = File.Exists(LockFile(folder)) ? FileLock.TryTake(LockFile(folder)) : Stream.Null)
            {
                if (taken is null) continue;
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static long? StartOf(int pid) => ProcessIdentity.Of(pid)?.StartTime;

    private static string LockFile(string folder) => Path.Combine(folder, "lock");

    private static string HolderFile(string folder) => Path.Combine(folder, "lock.json");

    private static HostUnavailableException Refusal(string system, string holderFile)
    {
        var since = ReadHolder(holderFile) is { } holder
            ? $": {holder.Purpose}, pid {holder.Pid}, since {holder.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC"
            : "";
        return new HostUnavailableException($"the system {system} is busy{since}", "Wait for it, or end that process.");
    }

    private static Holder? ReadHolder(string holderFile)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllText(holderFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // The holder has not written its name yet; that it holds the lock is all there is to tell.
            return null;
        }
    }

    private sealed record Holder(int Pid, string Purpose, DateTimeOffset Since, long? Started = null);
}
