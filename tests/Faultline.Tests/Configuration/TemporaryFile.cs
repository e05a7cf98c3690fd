using System.Text;

namespace Faultline.Tests.Configuration;

/// <summary>A file with a given content, in a folder of its own that goes with it.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("faultline-test-");

    public TemporaryFile(string? content = null, string name = "kill_config.json")
        : this(content is null ? null : Encoding.UTF8.GetBytes(content), name)
    {
    }

    public TemporaryFile(byte[]? content, string name = "kill_config.json")
    {
        FullName = Path.Combine(_folder.FullName, name);
        if (content is not null) File.WriteAllBytes(FullName, content);
    }

    public string FullName { get; }

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
