using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Faultline.Hosting.State;
using Faultline.Storage;

namespace Faultline.Workloads;

/// <summary>
/// The ids of the last population that was made at an address, kept in the state folder: entities that are made one by one
/// have opaque ids that nothing but the run that made them knows.
/// </summary>
/// <param name="target">Where the population was made.</param>
/// <param name="folder">Folder of all such memories; null: in the user's state folder.</param>
internal sealed class PopulationMemory(Uri target, string? folder = null)
{
    private const string Description = "Description";

    private readonly string _path = Path.Combine(
        folder ?? Path.Combine(StateFolder.OfUser.Root, "populations"),
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.AbsoluteUri)))[..16] + ".json");

    /// <summary>Keeps lists of ids by the names of their entities, in place of those that were kept before.</summary>
    public void Remember(string description, IReadOnlyDictionary<string, IReadOnlyList<string>> ids) => Try(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var kept = new JsonObject { [Description] = description };
        foreach (var (name, list) in ids) kept[name] = new JsonArray([.. list.Select(id => JsonValue.Create(id))]);
        AtomicFile.Write(_path, kept.ToJsonString());
    });

    /// <summary>Forgets what was kept: the new population has ids that are found without.</summary>
    public void Forget() => Try(() => File.Delete(_path));

    /// <summary>The ids of an entity of the last population made here; null where none are kept.</summary>
    public IReadOnlyList<string>? Recall(string name)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(_path))?[name] is JsonArray { Count: > 0 } list ? list.Deserialize<string[]>() is var ids && ids!.All(id => id is not null) ? ids : null : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without it the next run looks for what it can find, and says so if there is nothing.
        }
    }
}
