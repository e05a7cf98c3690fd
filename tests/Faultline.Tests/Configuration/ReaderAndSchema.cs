using Faultline.Configuration;
using NJsonSchema;

namespace Faultline.Tests.Configuration;

/// <summary>A reader of a configuration and the schema that editors use, asked about the same documents.</summary>
internal sealed class ReaderAndSchema(JsonSchema schema, Action<string> read)
{
    public static async Task<ReaderAndSchema> OfAsync(StarterFile schema, Action<string> read) => new(await JsonSchema.FromJsonAsync(schema.Text), read);

    /// <summary>Whether both take it; fails where only one does.</summary>
    public bool Take(string text)
    {
        using var file = new TemporaryFile(text, "config.json");
        var errors = Record.Exception(() => read(file.FullName)) switch
        {
            null => [],
            ConfigurationException e => e.Errors.Select(x => x.Message).ToArray(),
            var e => throw new InvalidOperationException(text, e),
        };
        var complaints = schema.Validate(text).Select(c => c.ToString()).ToArray();
        Assert.True(
            errors.Length == 0 == (complaints.Length == 0),
            $"{text}\nreader: {string.Join("; ", errors)}\nschema: {string.Join("; ", complaints)}");
        return errors.Length == 0;
    }
}
