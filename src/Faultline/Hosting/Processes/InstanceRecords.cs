using System.Text.Json;
using Faultline.Hosting.Machine;
using Faultline.Storage;

namespace Faultline.Hosting.Processes;

/// <summary>
/// The instances of a folder on disk, one JSON file each under <c>.faultline/instances</c>, replaced as a whole, so
/// that several invocations of the tool may read and write them at once.
/// </summary>
internal sealed class InstanceRecords(IDisk disk, string folder)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private const string Ending = ".json";
    private readonly string _instances = Path.Combine(folder, ".faultline", "instances");

    public InstanceRecords(string folder)
        : this(RealDisk.Instance, folder)
    {
    }

    public IReadOnlyList<InstanceRecord> ReadAll() =>
    [
        .. Files()
            .Where(f => f.EndsWith(Ending, StringComparison.Ordinal))
            .Select(Read)
            .OfType<InstanceRecord>()
            .OrderBy(r => r.Spec.Service, StringComparer.Ordinal)
            .ThenBy(r => r.Spec.Instance, NaturalOrder.Instance),
    ];

    public InstanceRecord? Read(InstanceId instance) => Read(FileOf(instance.Value));

    public void Write(InstanceRecord record)
    {
        AtomicFile.Sweep(disk, _instances, ProcessIdentity.IsTaken);
        AtomicFile.Write(disk, FileOf(record.Spec.Instance), JsonSerializer.Serialize(record, Indented));
    }

    public void Delete(InstanceId instance)
    {
        disk.Delete(FileOf(instance.Value));
        disk.Delete(LockOf(instance));
        disk.DeleteEmptyFolder(_instances);
    }

    /// <summary>Takes the right to start the instance; null where another has it.</summary>
    /// <exception cref="HostUnavailableException">The file cannot be opened.</exception>
    public IDisposable? TryLock(InstanceId instance)
    {
        try
        {
            return disk.TryOpen(LockOf(instance));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException($"{LockOf(instance)} cannot be opened ({e.Message.TrimEnd('.')})", inner: e);
        }
    }

    /// <summary>File that is held while the instance is being started.</summary>
    public string LockOf(InstanceId instance) => Path.Combine(_instances, $"{instance.Value}.lock");

    private IReadOnlyList<string> Files()
    {
        try
        {
            return disk.Files(_instances);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException($"the records in {_instances} cannot be listed ({e.Message.TrimEnd('.')})", inner: e);
        }
    }

    private InstanceRecord? Read(string file)
    {
        try
        {
            if (disk.Read(file) is not { } content) return null;
            var record = JsonSerializer.Deserialize<InstanceRecord>(content);
            // A record without its parts tells of no instance, and must not pass for one that does not run.
            return record is { Spec: { Service.Length: > 0, Instance.Length: > 0, FileName.Length: > 0, WorkingDirectory.Length: > 0 } }
                && FileOf(record.Spec.Instance) == file
                ? record
                : throw new JsonException("it names no instance");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw new HostUnavailableException(
                $"the record {file} cannot be read ({e.Message.TrimEnd('.')}), so what runs here is not known",
                "Next: end that instance by hand if it runs, delete the file, then faultline shop down", e);
        }
    }

    private string FileOf(string instance)
    {
        if (instance.Length == 0 || instance[0] == '.' || !instance.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ArgumentException($"not a name for an instance: \"{instance}\"", nameof(instance));
        return Path.Combine(_instances, instance + Ending);
    }
}

/// <summary>How an instance is run, and the process it ran as last.</summary>
/// <param name="Spec">How it is run.</param>
/// <param name="Process">The process, written down before it executes the program; null where it was never started.</param>
/// <param name="Start">What the process has as <see cref="ProcessHost.StartVariable"/> in its environment.</param>
internal sealed record InstanceRecord(ProcessSpec Spec, ProcessIdentity? Process, string? Start = null);
