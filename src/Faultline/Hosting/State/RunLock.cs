using System.Globalization;
using System.Text.Json;
using Faultline.Hosting.Machine;
using Faultline.Storage;

namespace Faultline.Hosting.State;

/// <summary>Right of one process to touch a system: one run at a time. It vanishes with the process that holds it.</summary>
public sealed class RunLock : IDisposable
{
    // Whoever asks whether the lock is held takes it for a moment: that is no run.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly IDisk _disk;
    private readonly IOpenFile _lock;
    private readonly string _holderFile;
    private bool _released;

    private RunLock(IDisk disk, IOpenFile held, string holderFile) => (_disk, _lock, _holderFile) = (disk, held, holderFile);

    /// <summary>Takes the lock of a system.</summary>
    /// <param name="system">Name of the system, see <see cref="IServiceHost.System"/>.</param>
    /// <param name="purpose">What it is taken for, told to others that find it busy.</param>
    /// <param name="time">Clock for the start that is told to others.</param>
    /// <param name="state">Where it is kept, if not in <see cref="StateFolder.OfUser"/>.</param>
    /// <exception cref="HostUnavailableException">It is held, here or by another process, or the state folder cannot be written.</exception>
    public static RunLock Acquire(string system, string purpose, TimeProvider time, StateFolder? state = null)
    {
        state ??= StateFolder.OfUser;
        var folder = state.For(system);
        var holderFile = HolderFile(folder);
        IOpenFile? held = null;
        try
        {
            if (!SpinWait.SpinUntil(() => (held = state.Disk.TryOpen(LockFile(folder))) is not null, Patience))
                throw Refusal(system, state.Disk, holderFile);
            AtomicFile.Write(
                state.Disk,
                holderFile,
                JsonSerializer.Serialize(new LockHolder(Environment.ProcessId, purpose, time.GetUtcNow(), StartOf(Environment.ProcessId))));
            return new RunLock(state.Disk, held!, holderFile);
        }
        catch (Exception e)
        {
            held?.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw state.Unwritable(e);
            throw;
        }
    }

    /// <summary>Whether any process, this one included, holds the lock of a system.</summary>
    /// <param name="system">Name of the system.</param>
    /// <param name="state">Where it is kept, if not in <see cref="StateFolder.OfUser"/>.</param>
    /// <exception cref="HostUnavailableException">The state folder cannot be written.</exception>
    public static bool IsHeld(string system, StateFolder? state = null)
    {
        state ??= StateFolder.OfUser;
        var file = LockFile(state.Locate(system));
        try
        {
            if (!state.Disk.Exists(file)) return false;
            using var taken = state.Disk.TryOpen(file);
            return taken is null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw state.Unwritable(e);
        }
    }

    /// <summary>Who holds the lock of a system; null where nobody does, or where the holder has not written its name yet.</summary>
    /// <param name="system">Name of the system.</param>
    /// <param name="state">Where it is kept, if not in <see cref="StateFolder.OfUser"/>.</param>
    /// <exception cref="HostUnavailableException">The state folder cannot be used, or the holder's name cannot be read.</exception>
    public static LockHolder? Holder(string system, StateFolder? state = null)
    {
        state ??= StateFolder.OfUser;
        if (!IsHeld(system, state) || ReadHolder(state.Disk, HolderFile(state.Locate(system))) is not { } holder) return null;

        // What a dead holder left behind stays until the next has written its own; its id may be a stranger's by now.
        return holder.Started == StartOf(holder.Pid) ? holder : null;
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        if (_released)
            return;
        _released = true;
        try
        {
            _disk.Delete(_holderFile);
        }
        finally
        {
            _lock.Dispose();
        }
    }

    /// <summary>Deletes the folders of systems that nobody holds, where they hold nothing but locks and are taken one caller at a time.</summary>
    internal static void DeleteFree(StateFolder state)
    {
        foreach (var folder in state.Folders)
        {
            using (var taken = state.Disk.TryOpen(LockFile(folder)))
            {
                if (taken is null) continue;
            }

            foreach (var file in state.Disk.Files(folder)) state.Disk.Delete(file);
            state.Disk.DeleteEmptyFolder(folder);
        }
    }

    private static long? StartOf(int pid) => ProcessIdentity.Of(pid)?.StartTime;

    private static string LockFile(string folder) => Path.Combine(folder, "lock");

    private static string HolderFile(string folder) => Path.Combine(folder, "lock.json");

    private static HostUnavailableException Refusal(string system, IDisk disk, string holderFile)
    {
        var since = ReadHolder(disk, holderFile) is { } holder
            ? $": {holder.Purpose}, pid {holder.Pid}, since {holder.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC"
            : "";
        return new HostUnavailableException($"the system {system} is busy{since}", "Wait for it, or end that process.");
    }

    /// <summary>What the holder wrote; null where it has not written yet.</summary>
    private static LockHolder? ReadHolder(IDisk disk, string holderFile)
    {
        try
        {
            return disk.Read(holderFile) is { } content
                ? JsonSerializer.Deserialize<LockHolder>(content) is { Pid: > 0, Purpose.Length: > 0 } holder ? holder : throw new JsonException("it names nobody")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HostUnavailableException(
                $"somebody is at work on this system, and who it is cannot be told: {holderFile} cannot be read ({e.Message.TrimEnd('.')})",
                "Next: wait; the file is written anew by the next that comes", e);
        }
    }
}

/// <summary>Who holds a lock.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Purpose">What it was taken for.</param>
/// <param name="Since">When it was taken, in UTC.</param>
/// <param name="Started">When the process was started, in clock ticks since boot; null where that is not known.</param>
public sealed record LockHolder(int Pid, string Purpose, DateTimeOffset Since, long? Started = null);
