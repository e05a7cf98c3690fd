using System.Text;
using Faultline.Faults.Actions;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Storage;

namespace Faultline.Faults;

/// <summary>
/// Faults that are not undone yet, on disk, so that they outlive the tool: JSON lines, of which the last may have been cut
/// short by a crash, since a fault takes place only after its line is whole. Tasks and processes may share it.
/// </summary>
public sealed class UndoJournal
{
    private const string FileName = "journal.jsonl";

    // About two seconds: another process holds the file for one write.
    private const int OpenAttempts = 2000;

    private readonly IDisk _disk;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();

    private UndoJournal(IDisk disk, string path, TimeProvider time) => (_disk, _path, _time) = (disk, path, time);

    /// <summary>The journal of a system, in its state folder.</summary>
    /// <param name="system">Name of the system, see <see cref="IServiceHost.System"/>.</param>
    /// <param name="time">Gives the entries their time.</param>
    /// <param name="state">Where it is kept, if not in <see cref="StateFolder.OfUser"/>.</param>
    /// <exception cref="HostUnavailableException">The state folder cannot be written.</exception>
    public static UndoJournal Open(string system, TimeProvider time, StateFolder? state = null)
    {
        state ??= StateFolder.OfUser;
        return new UndoJournal(state.Disk, Path.Combine(state.For(system), FileName), time);
    }

    /// <summary>The journal in a folder, on this machine or on any other disk.</summary>
    internal static UndoJournal In(string folder, TimeProvider time, IDisk? disk = null) => new(disk ?? RealDisk.Instance, Path.Combine(folder, FileName), time);

    /// <summary>Writes down what is about to be done; when this returns, it is on the disk.</summary>
    /// <exception cref="IOException">It cannot be written: the fault must not take place.</exception>
    /// <exception cref="HostUnavailableException">The journal is damaged: the fault must not take place.</exception>
    /// <param name="action">Name of the action that is to undo it.</param>
    /// <param name="instance">What it is done to.</param>
    /// <param name="data">What the action needs for that, as JSON, or null.</param>
    public UndoEntry Append(string action, ServiceInstance instance, string? data = null) =>
        Append([Entry(action, instance, wasReady: true) with { Data = data }])[0];

    /// <summary>Notes what runs as a run begins, so that it can be had back whatever took it down.</summary>
    /// <param name="instances">All instances, each with whether it serves.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="HostUnavailableException">The journal is damaged.</exception>
    internal void AppendRunning(IEnumerable<(ServiceInstance Instance, bool IsReady)> instances) =>
        Append([.. instances.Where(i => i.Instance.State == InstanceState.Running).Select(i => Entry(UndoEntry.Ran, i.Instance, i.IsReady))]);

    /// <summary>Marks an entry as undone; a journal without anything pending is emptied. Harmless when repeated.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="HostUnavailableException">The journal is damaged.</exception>
    public void Done(UndoEntry entry) => StrikeOff(p => p.Id == entry.Id);

    /// <summary>Gives up what was to be undone on an instance, by the wish of a person who has removed it or sees to it.</summary>
    /// <param name="instance">Its name, or its id at its host.</param>
    /// <returns>How many entries there were.</returns>
    /// <inheritdoc cref="Done"/>
    public int Forget(string instance) => StrikeOff(p => p.Instance.Value == instance || p.Instance.Handle == instance);

    /// <summary>Gives up what was to be undone on instances that their owner has removed on purpose.</summary>
    /// <param name="left">Those that are still there.</param>
    /// <inheritdoc cref="Done"/>
    public void ForgetAllBut(IReadOnlyCollection<InstanceId> left) => StrikeOff(p => !left.Contains(p.Instance));

    /// <summary>Entries that are not undone, oldest first.</summary>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    /// <exception cref="HostUnavailableException">The journal is damaged.</exception>
    public IReadOnlyList<UndoEntry> Pending()
    {
        lock (_gate)
        {
            if (!_disk.Exists(_path)) return [];

            using var file = OpenFile();
            return Read(file).Pending;
        }
    }

    /// <summary>Writes a line that means nothing, to prove that entries can be written.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    /// <exception cref="HostUnavailableException">The journal is damaged.</exception>
    internal void Probe()
    {
        lock (_gate)
        {
            using var file = OpenFile();
            Write(file, [new JournalLine { Done = "probe" }]);
            if (Read(file).Pending.Count == 0) file.Cut(0);
        }
    }

    private UndoEntry Entry(string action, ServiceInstance instance, bool wasReady)
    {
        var now = _time.GetUtcNow();
        return new UndoEntry(Guid.CreateVersion7(now).ToString("n"), now, action, instance.Service, instance.Id, instance.State) { WasReady = wasReady };
    }

    private UndoEntry[] Append(UndoEntry[] entries)
    {
        if (entries.Length == 0) return entries;

        lock (_gate)
        {
            using var file = OpenFile();
            Write(file, [.. entries.Select(JournalLine.Of)]);
        }

        return entries;
    }

    private int StrikeOff(Predicate<UndoEntry> isDone)
    {
        lock (_gate)
        {
            if (!_disk.Exists(_path)) return 0;

            using var file = OpenFile();
            var pending = Read(file).Pending;
            var done = pending.FindAll(isDone);
            if (done.Count == 0) return 0;

            // Emptied and not deleted: another process may have opened it a moment ago.
            if (pending.Count == done.Count)
            {
                file.Cut(0);
                file.Sync();
            }
            else
            {
                Write(file, [.. done.Select(JournalLine.DoneWith)]);
            }

            return done.Count;
        }
    }

    private IOpenFile OpenFile()
    {
        var wait = new SpinWait();
        for (var attempt = 1; attempt <= OpenAttempts; attempt++)
        {
            if (_disk.TryOpen(_path) is { } file) return file;
            wait.SpinOnce();
        }

        throw new IOException($"{_path} stays in use by another process");
    }

    private void Write(IOpenFile file, JournalLine[] lines)
    {
        // What a crash cut short must not swallow the line that follows it.
        var whole = Read(file).Length;
        file.Cut(whole);
        file.Append(Encoding.UTF8.GetBytes($"{JournalLine.Of(lines)}\n"));
        file.Sync();
        if (whole == 0) _disk.SyncFolder(Path.GetDirectoryName(_path)!);
    }

    /// <summary>What is pending, and how many bytes are whole lines.</summary>
    private (List<UndoEntry> Pending, long Length) Read(IOpenFile file)
    {
        var content = file.ReadAll().AsSpan();
        var pending = new List<UndoEntry>();
        var at = 0;
        for (var number = 1; content[at..].IndexOf((byte)'\n') is var length and >= 0; number++)
        {
            var text = content.Slice(at, length);
            // Of a write that was under way when the power failed, any part may be missing: it reads as zeros.
            if (text.Contains((byte)0) && content[(at + length + 1)..].IndexOf((byte)'\n') < 0) break;
            var line = JournalLine.Parse(text) ?? throw Damaged(number);
            foreach (var part in line.All ?? [line])
                if (part?.Done is { } done) pending.RemoveAll(p => p.Id == done);
                else if (part?.Entry() is { } entry) pending.Add(entry);
                else throw Damaged(number);
            at += length + 1;
        }

        return (pending, at);
    }

    private HostUnavailableException Damaged(int line) => new(
        $"line {line} of the undo journal {_path} cannot be read, so what a run left behind is not known",
        "Next: faultline services status shows what is down and faultline services restart starts it; then move the journal away");
}
