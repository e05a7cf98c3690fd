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
            var root = document.RootElement;
            if (root.TryGetProperty("done", out var done)) open.Remove(done.GetString()!);
            else open[root.GetProperty("id").GetString()!] = $"{root.GetProperty("action").GetString()} {root.GetProperty("instance").GetString()}";
        }

        return open.Values;
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
