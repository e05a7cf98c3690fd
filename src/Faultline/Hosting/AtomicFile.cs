namespace Faultline.Hosting;

/// <summary>Replaces a file as a whole: a reader sees the old text or the new one, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file and renames over it.</summary>
    public static void Write(string path, string text)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(draft, text);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
