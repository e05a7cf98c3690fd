using System.Globalization;
using System.Text.Json;

namespace Faultline.Hosting;

/// <summary>
/// Lets one run at a time touch a system. It is a lock of the kernel on a file in the state folder, so that it
/// vanishes with the process that holds it, however that ends.
/// </summary>
public sealed class RunLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holder;

    private RunLock(FileStream file, string holder) => (_file, _holder) = (file, holder);

    /// <summary>Takes the lock of a system.</summary>
    /// <param name="system">The system, as <see cref="IServiceHost.System"/> names it.</param>
    /// <param name="purpose">What for; told to whoever finds the system busy.</param>
    /// <param name="time">The source of time.</param>
    /// <exception cref="HostUnavailableException">Another process holds it.</exception>
    public static RunLock Acquire(string system, string purpose, TimeProvider time)
    {
        var folder = StateFolder.For(system);
        var holder = Path.Combine(folder, "holder.json");
        if (TryOpen(Path.Combine(folder, "lock")) is not { } file)
            throw new HostUnavailableException(
                $"the system {system} is busy: {Describe(holder)}", "Nothing was killed. Next: wait for it, or end that process");
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        File.WriteAllBytes(holder, JsonSerializer.SerializeToUtf8Bytes(new Holder(purpose, Environment.ProcessId, now)));
        return new RunLock(file, holder);
    }

    /// <summary>Whether somebody holds the lock of a system now.</summary>
    public static bool IsHeld(string system)
    {
        var path = Path.Combine(StateFolder.PathOf(system), "lock");
        if (!File.Exists(path)) return false;
        using var file = TryOpen(path);
        return file is null;
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        File.Delete(_holder);
        _file.Dispose();
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Describe(string holder)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllBytes(holder)) is { } h
                ? string.Create(CultureInfo.InvariantCulture, $"{h.Purpose}, pid {h.Pid}, since {h.Since}")
                : "another run";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return "another run";
        }
    }

    private sealed record Holder(string Purpose, int Pid, string Since);
}
