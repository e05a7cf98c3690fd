using System.Text.Json;

namespace Faultline.Hosting.Processes;

/// <summary>
/// The instances of a folder on disk, one JSON file each under <c>.faultline/instances</c>, replaced as a whole, so
/// that several invocations of the tool may read and write them at once.
/// </summary>
internal sealed class InstanceRecords(string folder)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly string _instances = Path.Combine(folder, ".faultline", "instances");

    public IReadOnlyList<InstanceRecord> ReadAll()
    {
        if (!Directory.Exists(_instances)) return [];
        return [.. Directory.GetFiles(_instances, "*.json")
            .Select(Read)
            .OfType<InstanceRecord>()
            .OrderBy(r => r.Spec.Service, StringComparer.Ordinal)
            .ThenBy(r => r.Spec.Instance, NaturalOrder.Instance)];
    }

    public InstanceRecord? Read(InstanceId instance) => Read(FileOf(instance.Value));

    public void Write(InstanceRecord record)
    {
        Directory.CreateDirectory(_instances);
        AtomicFile.Write(FileOf(record.Spec.Instance), JsonSerializer.Serialize(record, Indented));
    }

    public void Delete(InstanceId instance)
    {
        File.Delete(FileOf(instance.Value));
        File.Delete(LockOf(instance));
        if (!Directory.EnumerateFileSystemEntries(_instances).Any()) Directory.Delete(_instances);
    }

    /// <summary>File whose lock is held while the instance is being started.</summary>
    public string LockOf(InstanceId instance) => Path.Combine(_instances, $"{instance.Value}.lock");

    private static InstanceRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<InstanceRecord>(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HostUnavailableException($"{file} cannot be read ({e.Message.TrimEnd('.')})", "Next: faultline shop down, then shop up", e);
        }
    }

    private string FileOf(string instance)
    {
        if (instance.Length == 0 || instance[0] == '.' || !instance.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ArgumentException($"not a name for an instance: \"{instance}\"", nameof(instance));
        return Path.Combine(_instances, $"{instance}.json");
    }
}

/// <summary>How an instance is run, and the process it ran as last.</summary>
internal sealed record InstanceRecord(ProcessSpec Spec, ProcessIdentity? Process);
