using System.Text.Json;
using System.Text.Json.Serialization;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Storage;

namespace Faultline.Cli.Hosts;

/// <summary>What <c>.faultline/shop.json</c> tells of a sample that runs from a folder.</summary>
/// <param name="Variant">Which variant of it: <c>naive</c> or <c>saga</c> of the shop; empty where there is one only.</param>
/// <param name="Replicas">Instances of each service.</param>
/// <param name="Gateway">Where it is reached.</param>
/// <param name="Project">Project whose containers it runs in, or null for child processes.</param>
/// <param name="Engine">Where the engine of those containers is reached, or null.</param>
internal sealed record SampleRecord([property: JsonPropertyName("Checkout")] string Variant, int Replicas, Uri Gateway, string? Project = null, Uri? Engine = null)
{
    /// <summary>The sample that a record without a name tells of.</summary>
    public const string First = "shop";

    /// <summary>Which sample it is: <c>shop</c>, <c>bank</c>.</summary>
    public string Sample { get; init; } = First;

    /// <summary>The bug in it, as on the command line, or null.</summary>
    public string? Bug { get; init; }

    /// <summary>Key under which the owner holds a lock for as long as it lives.</summary>
    public static string OwnerKey(string folder) => $"shop:{Path.GetFullPath(folder)}";

    /// <summary>The record of a folder, or null where there is none.</summary>
    /// <exception cref="HostUnavailableException">It is damaged.</exception>
    public static SampleRecord? Read(string folder)
    {
        var file = FileIn(folder);
        try
        {
            return JsonSerializer.Deserialize<SampleRecord>(File.ReadAllBytes(file)) is { Variant: not null, Sample: not null, Gateway: not null } sample
                ? sample
                : throw new JsonException("it names no sample");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HostUnavailableException(
                $"{file} cannot be read ({e.Message.TrimEnd('.')}), so which sample runs from this folder is not known",
                "Next: look at it; where no sample runs from here, delete it", e);
        }
    }

    /// <summary>Which sample a folder's record tells of; null where there is none, or none that can be read: who needs more of it tells that.</summary>
    public static string? NameIn(string folder)
    {
        try
        {
            return Read(folder)?.Sample;
        }
        catch (HostUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Whether the process that owns the folder's sample is alive.</summary>
    public static bool HasOwner(string folder) => RunLock.IsHeld(OwnerKey(folder));

    /// <summary>The process that stays in the foreground for the folder's sample, up or still on its way; null where there is none.</summary>
    public static int? OwnerPid(string folder) => RunLock.Holder(OwnerKey(folder))?.Pid;

    public void Write(string folder) => AtomicFile.Write(FileIn(folder), stream => JsonSerializer.Serialize(stream, this));

    public static void Delete(string folder) => File.Delete(FileIn(folder));

    private static string FileIn(string folder) => Path.Combine(folder, ".faultline", "shop.json");
}
