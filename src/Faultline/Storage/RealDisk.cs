using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Faultline.Storage;

/// <summary>The file system of this machine.</summary>
internal sealed partial class RealDisk : IDisk
{
    public static readonly RealDisk Instance = new();

    private const int ReadOnly = 0;

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020)];

    private RealDisk()
    {
    }

    public IOpenFile? TryOpen(string path)
    {
        try
        {
            // A lock of the kernel: it vanishes with the process. .NET opens files close-on-exec, so that no child keeps it.
            return new OpenFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException e) when (Busy.Contains(e.HResult))
        {
            return null;
        }
    }

    public bool Exists(string path)
    {
        try
        {
            // Not File.Exists, which says no where the answer is that it may not be known.
            return !File.GetAttributes(path).HasFlag(FileAttributes.Directory);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    public byte[]? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return ReadAll(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Rename(string path, string target) => File.Move(path, target, overwrite: true);

    public void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Then there is no such file either.
        }
    }

    public void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;

        // One after the other: a name that is not safe loses all that is below it.
        var parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent is not null) CreateFolder(parent);
        Directory.CreateDirectory(path);
        if (parent is not null) SyncFolder(parent);
    }

    public void DeleteEmptyFolder(string path)
    {
        try
        {
            if (!Directory.EnumerateFileSystemEntries(path).Any()) Directory.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else has deleted it.
        }
    }

    public void SyncFolder(string path)
    {
        // Windows keeps names safe by itself, and opens no folder as a file.
        if (OperatingSystem.IsWindows()) return;
        var folder = Open(path, ReadOnly);
        if (folder < 0) throw new IOException($"{path} cannot be opened: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

        // Some file systems (network, FUSE) refuse this to folders: there is nothing more that could be done there.
        _ = Sync(folder);
        _ = Close(folder);
    }

    public IReadOnlyList<string> Files(string folder) => List(folder, Directory.GetFiles);

    public IReadOnlyList<string> Folders(string folder) => List(folder, Directory.GetDirectories);

    private static string[] List(string folder, Func<string, string[]> list)
    {
        try
        {
            return [.. list(folder).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static byte[] ReadAll(FileStream file)
    {
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    private sealed class OpenFile(FileStream file) : IOpenFile
    {
        public byte[] ReadAll()
        {
            file.Seek(0, SeekOrigin.Begin);
            return RealDisk.ReadAll(file);
        }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            file.Seek(0, SeekOrigin.End);
            file.Write(bytes);
        }

        public void Cut(long length) => file.SetLength(length);

        public void Sync() => file.Flush(flushToDisk: true);

        public void Dispose() => file.Dispose();
    }
}
