using System.Text.Json.Nodes;

namespace Faultline.Tests.Configuration;

/// <summary>Documents that are a valid one with a few things changed by chance: some stay valid, most do not.</summary>
internal static class MutatedJson
{
    /// <summary>So many documents, each with up to three changes; the same for the same seed.</summary>
    /// <param name="valid">Where each begins.</param>
    /// <param name="values">JSON texts that take the place of others.</param>
    /// <param name="keys">Keys that are added or that others are renamed to.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of the chance.</param>
    public static IEnumerable<string> Of(string valid, string[] values, string[] keys, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var root = JsonNode.Parse(valid)!;
            for (var changes = random.Next(4); changes > 0; changes--) root = Change(root, values, keys, random);
            yield return root?.ToJsonString() ?? "null";
        }
    }

    private static JsonNode? Change(JsonNode? root, string[] values, string[] keys, Random random)
    {
        var places = Inside(root).ToArray();
        if (places.Length == 0 || random.Next(40) == 0) return Parse(Any(values, random));

        var (parent, key) = Any(places, random);
        switch (parent)
        {
            case JsonObject parts when random.Next(4) is var what and < 3:
                if (what == 0) parts.Remove((string)key);
                else if (what == 1) parts[(string)key] = Parse(Any(values, random));
                else parts.TryAdd(Any(keys, random), Parse(Any(values, random)));
                break;
            case JsonObject parts:
                var value = parts[(string)key]?.DeepClone();
                parts.Remove((string)key);
                parts[Any(keys, random)] = value;
                break;
            case JsonArray items when random.Next(2) == 0:
                items.Add(items[(int)key]?.DeepClone());
                break;
            case JsonArray items:
                items[(int)key] = Parse(Any(values, random));
                break;
        }

        return root;
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Inside(JsonNode? node) => node switch
    {
        JsonObject parts => parts.SelectMany(p => Inside(p.Value).Prepend((parts, p.Key))),
        JsonArray items => items.Index().SelectMany(i => Inside(i.Item).Prepend((items, i.Index))),
        _ => [],
    };

    private static JsonNode? Parse(string text) => JsonNode.Parse(text);

    private static T Any<T>(T[] of, Random random) => of[random.Next(of.Length)];
}
