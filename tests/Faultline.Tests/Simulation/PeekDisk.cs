using Faultline.Storage;

namespace Faultline.Tests.Simulation;

/// <summary>The simulated disk as the one who judges sees it: whatever is held, and without a step.</summary>
internal sealed class PeekDisk(SimulatedDisk disk) : IDisk
{
    public IOpenFile? TryOpen(string path) => new Seen(disk.Find(path)!);

    public bool Exists(string path) => disk.Find(path) is not null;

    public byte[]? Read(string path) => disk.Find(path)?.Content;

    public IReadOnlyList<string> Files(string folder) => disk.Files(folder);

    public IReadOnlyList<string> Folders(string folder) => disk.Folders(folder);

    public void Rename(string path, string target) => throw new NotSupportedException();

    public void Delete(string path) => throw new NotSupportedException();

    public void CreateFolder(string path) => throw new NotSupportedException();

    public void DeleteEmptyFolder(string path) => throw new NotSupportedException();

    public void SyncFolder(string path) => throw new NotSupportedException();

    private sealed class Seen(SimulatedFile file) : IOpenFile
    {
        public byte[] ReadAll() => file.Content;

        public void Append(ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

        public void Cut(long length) => throw new NotSupportedException();

        public void Sync() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
