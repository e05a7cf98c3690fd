using System.Text.Json;
using Faultline.Hosting;
using Faultline.Storage;

namespace Faultline.Cli.Shop;

/// <summary>What <c>.faultline/shop.json</c> tells of a shop that runs from a folder.</summary>
/// <param name="Checkout"><c>naive</c> or <c>saga</c>.</param>
/// <param name="Replicas">Instances of each service.</param>
/// <param name="Gateway">Where the shop is reached.</param>
/// <param name="Project">Project whose containers it runs in, or null for child processes.</param>
/// <param name="Engine">Where the engine of those containers is reached, or null.</param>
internal sealed record ShopRecord(string Checkout, int Replicas, Uri Gateway, string? Project = null, Uri? Engine = null)
{
    /// <summary>The bug in its saga, as on the command line, or null.</summary>
    public string? Bug { get; init; }

    /// <summary>Key under which the owner holds a lock for as long as it lives.</summary>
    public static string OwnerKey(string folder) => $"shop:{Path.GetFullPath(folder)}";

    /// <summary>The record of a folder, or null where there is none.</summary>
    /// <exception cref="HostUnavailableException">It is damaged.</exception>
    public static ShopRecord? Read(string folder)
    {
        var file = FileIn(folder);
        try
        {
            return JsonSerializer.Deserialize<ShopRecord>(File.ReadAllBytes(file)) is { Checkout.Length: > 0, Gateway: not null } shop
                ? shop
                : throw new JsonException("it names no shop");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HostUnavailableException(
                $"{file} cannot be read ({e.Message.TrimEnd('.')}), so which shop runs from this folder is not known",
                "Next: look at it; where no shop runs from here, delete it", e);
        }
    }

    /// <summary>Whether the process that owns the folder's shop is alive.</summary>
    public static bool HasOwner(string folder) => RunLock.IsHeld(OwnerKey(folder));

    /// <summary>The process that stays in the foreground for the folder's shop, up or still on its way; null where there is none.</summary>
    public static int? OwnerPid(string folder) => RunLock.Holder(OwnerKey(folder))?.Pid;

    public void Write(string folder) => AtomicFile.Write(FileIn(folder), stream => JsonSerializer.Serialize(stream, this));

    public static void Delete(string folder) => File.Delete(FileIn(folder));

    private static string FileIn(string folder) => Path.Combine(folder, ".faultline", "shop.json");
}
