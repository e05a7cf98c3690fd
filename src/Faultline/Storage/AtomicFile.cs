using System.Globalization;
using System.Text;

namespace Faultline.Storage;

/// <summary>Files that are there whole or not at all: a crash halfway leaves what stood before.</summary>
public static class AtomicFile
{
    private const string DraftEnding = ".tmp";
    private const int BufferSize = 1 << 16;
    private static int _drafts;

    /// <summary>Writes a text as UTF-8.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, string text) => Write(RealDisk.Instance, path, text);

    /// <summary>Writes beside the target, syncs, then renames over it and syncs the folder; makes the folder where it is missing.</summary>
    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, Action<Stream> write) => Write(RealDisk.Instance, path, write);

    /// <summary>Writes a text as UTF-8 to any disk.</summary>
    /// <inheritdoc cref="Write(string, string)"/>
    internal static void Write(IDisk disk, string path, string text) => Write(disk, path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static void Write(IDisk disk, string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target)!;
        disk.CreateFolder(folder);
        var draft = string.Create(
            CultureInfo.InvariantCulture, $"{target}.{Environment.ProcessId}-{Interlocked.Increment(ref _drafts)}{DraftEnding}");
        try
        {
            using (var file = disk.TryOpen(draft) ?? throw new IOException($"{draft} is in use"))
            {
                using (var stream = new BufferedStream(new AppendStream(file), BufferSize)) write(stream);
                file.Sync();
            }

            disk.Rename(draft, target);
        }
        catch
        {
            disk.Delete(draft);
            throw;
        }

        // Without it a loss of power may bring back what stood before, though whoever wrote has gone on.
        disk.SyncFolder(folder);
    }

    /// <summary>Deletes the drafts in a folder whose writers have died.</summary>
    /// <inheritdoc cref="Write(string, string)"/>
    internal static void Sweep(IDisk disk, string folder, Func<int, bool> isAlive)
    {
        foreach (var file in disk.Files(folder))
            if (WriterOf(file) is { } writer && !isAlive(writer)) disk.Delete(file);
    }

    /// <summary>The process that a draft is of; null for any other file. A draft of an earlier version names none: 0.</summary>
    private static int? WriterOf(string path)
    {
        if (!path.EndsWith(DraftEnding, StringComparison.Ordinal)) return null;
        var name = Path.GetFileNameWithoutExtension(path);
        var writer = name.AsSpan(name.LastIndexOf('.') + 1);
        var end = writer.IndexOf('-');
        return int.TryParse(end < 0 ? writer : writer[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
    }
}
