namespace Faultline.Docker;

/// <summary>What tells an engine from all others, the same at every call and however it is reached.</summary>
/// <param name="Id">The id that it gives itself; null where it gives another at every call, as Podman does.</param>
/// <param name="Place">Where it is reached, see <see cref="EngineEndpoint.Place"/>.</param>
/// <param name="DataRoot">Where it keeps its containers: an engine of the same id with other data has others.</param>
internal sealed record EngineIdentity(string? Id, string Place, string DataRoot)
{
    private const char Separator = '@';

    /// <summary>Its part of the names of systems.</summary>
    public string Key => $"{Id ?? Place}{Separator}{DataRoot}";

    /// <summary>The identity of an engine that was asked for its id twice.</summary>
    public static EngineIdentity Of(string? id, string? again, Uri endpoint, string? dataRoot) =>
        new(id?.Length > 0 && id == again ? id : null, EngineEndpoint.Place(endpoint), dataRoot ?? "");

    /// <summary>
    /// Why a key is not this engine's; null where it is. Keys of earlier versions hold an id alone; where the engine keeps
    /// none, it is the one at the address that is remembered with the key.
    /// </summary>
    public string? Differs(string key, bool isAtRememberedPlace)
    {
        if (key == Key || key == $"{Place}{Separator}{DataRoot}") return null;
        if (!key.Contains(Separator) && (key == Id || Id is null && isAtRememberedPlace)) return null;
        return Id is not null && key.StartsWith($"{Id}{Separator}", StringComparison.Ordinal)
            ? $"has that one's id but keeps its containers in {DataRoot}, not in {key[(Id.Length + 1)..]}"
            : "is another one";
    }
}
