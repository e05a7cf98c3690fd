using Faultline.Storage;

namespace Faultline.Tests.Simulation;

/// <summary>The simulated disk as one invocation of the tool has it: each call is a step.</summary>
internal sealed class ToolDisk(SimulatedDisk disk, ToolLife life) : IDisk
{
    public IOpenFile? TryOpen(string path) => life.Change($"open {Short(path)}", () =>
    {
        var file = disk.Open(path);
        if (file.Holder is not null) return null;
        file.Holder = life;
        return new OpenFile(file, Short(path), life);
    });

    public bool Exists(string path) => life.Look($"exists {Short(path)}", () => disk.Find(path) is not null);

    public byte[]? Read(string path) => life.Look($"read {Short(path)}", () => disk.Find(path) switch
    {
        { Holder: not null } => throw new IOException($"{path} is in use"),
        var file => file?.Content,
    });

    public void Rename(string path, string target) => life.Change($"rename {Short(path)} to {Short(target)}", () => disk.Rename(path, target));

    public void Delete(string path) => life.Change($"delete {Short(path)}", () => disk.Delete(path));

    public void CreateFolder(string path) => life.Change($"make folder {Short(path)}", () => disk.CreateFolder(path));

    public void DeleteEmptyFolder(string path) => life.Change($"delete folder {Short(path)}", () => disk.DeleteEmptyFolder(path));

    public void SyncFolder(string path) => life.Change($"sync folder {Short(path)}", () => disk.SyncFolder(path));

    public IReadOnlyList<string> Files(string folder) => life.Look($"list files of {Short(folder)}", () => disk.Files(folder));

    public IReadOnlyList<string> Folders(string folder) => life.Look($"list folders of {Short(folder)}", () => disk.Folders(folder));

    /// <summary>The last two parts of a path, without what differs from one process to the next.</summary>
    private static string Short(string path)
    {
        var name = Path.GetFileName(path);
        if (name.EndsWith(".tmp", StringComparison.Ordinal)) name = name[..name.LastIndexOf('.', name.Length - ".tmp".Length - 1)] + ".draft";
        return $"{Path.GetFileName(Path.GetDirectoryName(path))}/{name}";
    }

    private sealed class OpenFile(SimulatedFile file, string name, ToolLife life) : IOpenFile
    {
        private bool _isClosed;

        public byte[] ReadAll() => life.Look($"read {name}", () => file.Content);

        public void Append(ReadOnlySpan<byte> bytes)
        {
            var written = bytes.ToArray();
            life.Change($"append to {name}", () => file.Append(written), random => file.Append(written.AsSpan(0, random.Next(written.Length + 1))));
        }

        public void Cut(long length) => life.Change($"cut {name}", () => file.Cut(length));

        public void Sync() => life.Change($"sync {name}", file.Sync);

        public void Dispose()
        {
            if (_isClosed || life.IsDead) return;
            _isClosed = true;
            life.Change($"close {name}", () => file.Holder = null);
        }
    }
}
