namespace Faultline.Configuration;

/// <summary>A file for users to start from, with what each field means, or the schema by which editors tell that.</summary>
/// <param name="Name">Its name, as the other files refer to it.</param>
public sealed record StarterFile(string Name)
{
    /// <summary>Its text: YAML with comments, or plain JSON without, so that any program reads it.</summary>
    public string Text
    {
        get
        {
            using var stream = typeof(StarterFile).Assembly.GetManifestResourceStream(Name)
                ?? throw new InvalidOperationException($"The assembly holds no file {Name}.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
