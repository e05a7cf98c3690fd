using System.Text.Json;

namespace Faultline.Benches.Soak.Sites;

/// <summary>What the journals of a state folder still name, read without the tool's help.</summary>
internal static class Journals
{
    /// <summary>Instances with an entry that is not marked as done.</summary>
    public static IReadOnlyList<string> Pending(string state)
    {
        var folder = Path.Combine(state, "systems");
        return !Directory.Exists(folder) ? [] : [.. Directory.GetFiles(folder, "journal.jsonl", SearchOption.AllDirectories).SelectMany(PendingIn)];
    }

    private static IEnumerable<string> PendingIn(string file)
    {
        var open = new Dictionary<string, string>();
        foreach (var line in Lines(file))
        {
            using var document = JsonDocument.Parse(line);
            Apply(document.RootElement);
        }

        return open.Values;

        void Apply(JsonElement entry)
        {
            if (entry.TryGetProperty("all", out var all))
                foreach (var one in all.EnumerateArray()) Apply(one);
            else if (entry.TryGetProperty("done", out var done)) open.Remove(done.GetString()!);
            else open[entry.GetProperty("id").GetString()!] = $"{entry.GetProperty("action").GetString()} {entry.GetProperty("instance").GetString()}";
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            // The writer holds it for itself for a moment; the next look comes soon.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            var text = reader.ReadToEnd();
            // A last line without an end was cut short by a kill, and means nothing.
            return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return ["""{"id":"-","action":"locked","instance":"journal"}"""];
        }
    }
}
