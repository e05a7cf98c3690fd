using System.Text;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>
/// Faults that are not undone yet, on disk, so that they outlive the tool. JSON lines; a line that a crash cut
/// short is ignored, since a fault takes place only after its line is whole. Tasks and processes may share it.
/// </summary>
public sealed class UndoJournal
{
    private const string FileName = "journal.jsonl";

    // About two seconds: another process holds the file for one write.
    private const int OpenAttempts = 2000;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();

    private UndoJournal(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
    }

    /// <summary>The journal of a system, in its state folder.</summary>
    /// <param name="system">Name of the system, see <see cref="IServiceHost.System"/>.</param>
    /// <param name="time">Gives the entries their time.</param>
    /// <param name="root">Folder to use instead of <see cref="StateFolder.Root"/>.</param>
    /// <exception cref="HostUnavailableException">The state folder cannot be written.</exception>
    public static UndoJournal Open(string system, TimeProvider time, string? root = null) => In(StateFolder.For(system, root), time);

    /// <summary>The journal in a folder.</summary>
    internal static UndoJournal In(string folder, TimeProvider time) => new(Path.Combine(folder, FileName), time);

    /// <summary>Writes down what is about to be done; when this returns, it is on the disk.</summary>
    /// <exception cref="IOException">It cannot be written: the fault must not take place.</exception>
    public UndoEntry Append(string action, ServiceInstance instance) => Append(action, [instance])[0];

    /// <summary>Notes what runs as a run begins, so that it can be had back whatever took it down.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void AppendRunning(IEnumerable<ServiceInstance> instances) =>
        Append(UndoEntry.Ran, [.. instances.Where(i => i.State == InstanceState.Running)]);

    private UndoEntry[] Append(string action, IReadOnlyCollection<ServiceInstance> instances)
    {
        var now = _time.GetUtcNow();
        UndoEntry[] entries = [.. instances.Select(i => new UndoEntry(Guid.CreateVersion7(now).ToString("n"), now, action, i.Service, i.Id, i.State))];
        lock (_gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using var file = OpenFile();
            Write(file, [.. entries.Select(JournalLine.Of)]);
        }

        return entries;
    }

    /// <summary>Marks an entry as undone; a journal without anything pending is emptied. Harmless when repeated.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Done(UndoEntry entry)
    {
        lock (_gate)
        {
            if (!File.Exists(_path)) return;

            using var file = OpenFile();
            var pending = Read(file);
            if (pending.RemoveAll(p => p.Id == entry.Id) == 0) return;

            // Emptied and not deleted: another process may have opened it a moment ago.
            if (pending.Count == 0)
            {
                file.SetLength(0);
                file.Flush(flushToDisk: true);
            }
            else
            {
                Write(file, JournalLine.DoneWith(entry));
            }
        }
    }

    /// <summary>Entries that are not undone, oldest first.</summary>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public IReadOnlyList<UndoEntry> Pending()
    {
        lock (_gate)
        {
            if (!File.Exists(_path)) return [];

            using var file = OpenFile();
            return Read(file);
        }
    }

    /// <summary>Writes a line that means nothing, to prove that entries can be written.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    internal void Probe()
    {
        lock (_gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using var file = OpenFile();
            Write(file, new JournalLine(Done: "probe"));
            if (Read(file).Count == 0) file.SetLength(0);
        }
    }

    private FileStream OpenFile()
    {
        var wait = new SpinWait();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e.GetType() == typeof(IOException) && attempt < OpenAttempts)
            {
                wait.SpinOnce();
            }
        }
    }

    private static void Write(FileStream file, params JournalLine[] lines)
    {
        var text = string.Concat(lines.Select(l => l + "\n"));
        if (file.Length > 0)
        {
            // What a crash cut short must not swallow the line that follows it.
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n') text = "\n" + text;
        }

        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static List<UndoEntry> Read(FileStream file)
    {
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        var pending = new List<UndoEntry>();
        while (reader.ReadLine() is { } text)
        {
            var line = JournalLine.Parse(text);
            if (line?.Done is { } done) pending.RemoveAll(p => p.Id == done);
            else if (line?.Entry() is { } entry) pending.Add(entry);
        }

        return pending;
    }
}
