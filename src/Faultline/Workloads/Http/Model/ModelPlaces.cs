using Faultline.Configuration;

namespace Faultline.Workloads.Http.Model;

/// <summary>Where the parts of a model stand in the file that they come from.</summary>
internal sealed class ModelPlaces
{
    // Parts are records: two that are written alike stand at two places.
    private readonly Dictionary<object, Dictionary<string, ConfigPlace>> _places = new(ReferenceEqualityComparer.Instance);

    /// <summary>Notes the place of a part, or of one of its members.</summary>
    /// <returns>The part.</returns>
    public T Add<T>(T part, ConfigPlace place, string member = "")
        where T : class
    {
        if (!_places.TryGetValue(part, out var members)) _places[part] = members = new(StringComparer.Ordinal);
        members.TryAdd(member, place);
        return part;
    }

    /// <summary>The place of a member; where it has none, that of the part; null where that has none either.</summary>
    public ConfigPlace? Of(object part, string member)
    {
        if (!_places.TryGetValue(part, out var members)) return null;
        return members.TryGetValue(member, out var place) || members.TryGetValue("", out place) ? place : null;
    }
}
