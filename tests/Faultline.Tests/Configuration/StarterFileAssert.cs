using System.Text.Json;
using Faultline.Configuration;

namespace Faultline.Tests.Configuration;

/// <summary>What holds of every file that a configuration starts as, and of its schema.</summary>
internal static class StarterFileAssert
{
    /// <summary>Other tools, which know no comments, can read both.</summary>
    public static void ArePlainJson(IEnumerable<StarterFile> files) => Assert.All(files, file =>
    {
        using var document = JsonDocument.Parse(file.Text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false });
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    });

    /// <summary>The first names the second as its schema, and a line of its comment begins with each of its fields.</summary>
    /// <param name="files">The file and its schema.</param>
    /// <param name="holder">From the document to what holds the fields.</param>
    public static void Explains(IReadOnlyList<StarterFile> files, Func<JsonElement, JsonElement> holder)
    {
        using var document = JsonDocument.Parse(files[0].Text);
        var comment = document.RootElement.GetProperty("$comment").EnumerateArray().Select(line => line.GetString()!).ToArray();

        Assert.Equal("./" + files[1].Name, document.RootElement.GetProperty("$schema").GetString());
        var fields = holder(document.RootElement).EnumerateObject().Select(f => f.Name).Where(name => name[0] != '$').ToArray();
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Contains(comment, line => line.StartsWith(field + ":", StringComparison.Ordinal)));
    }
}
