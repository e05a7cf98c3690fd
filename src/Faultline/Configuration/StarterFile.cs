namespace Faultline.Configuration;

/// <summary>A file for users to start from, with what each field means, or the schema by which editors tell that.</summary>
/// <param name="Name">Its name, as the other files refer to it.</param>
public sealed record StarterFile(string Name)
{
    /// <summary>Puts into its text what the program knows better than a file; null where nothing is left open.</summary>
    internal Func<string, string>? Complete { get; init; }

    /// <summary>Its text: YAML with comments, or plain JSON without, so that any program reads it.</summary>
    public string Text
    {
        get
        {
            using var stream = typeof(StarterFile).Assembly.GetManifestResourceStream(Name)
                ?? throw new InvalidOperationException($"The assembly holds no file {Name}.");
            using var reader = new StreamReader(stream);
            var text = reader.ReadToEnd();
            return Complete?.Invoke(text) ?? text;
        }
    }
}
