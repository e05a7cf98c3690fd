using System.Globalization;
using System.Text;
using System.Text.Json;
using Faultline.Hosting;

namespace Faultline.Faults;

/// <summary>One fault that must be undone: what was done to which instance, and how it was before.</summary>
/// <param name="Id">Number within the journal.</param>
/// <param name="Action">For example <c>kill</c>.</param>
/// <param name="Service">Its service.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Before">Its state before.</param>
/// <param name="At">When, in UTC.</param>
public sealed record UndoEntry(long Id, string Action, string Service, string Instance, string Before, string At);

/// <summary>
/// What must be undone, on disk before it is done: JSON lines in the state folder, flushed through to the disk, so
/// that a tool that was killed leaves behind what <c>services heal</c> needs.
/// </summary>
public sealed class UndoJournal
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Dictionary<long, UndoEntry> _pending = [];
    private long _next;

    private UndoJournal(string path, TimeProvider time)
    {
        (_path, _time) = (path, time);
        foreach (var line in ReadLines()) Apply(line);
    }

    /// <summary>Opens the journal of a system.</summary>
    /// <exception cref="HostUnavailableException">The state folder cannot be used.</exception>
    public static UndoJournal Open(string system, TimeProvider time) => new(Path.Combine(StateFolder.For(system), "journal.jsonl"), time);

    /// <summary>
    /// Writes to the journal and takes it back: a disk that refuses shows before anything is killed, and the first
    /// kill does not wait for code to be compiled.
    /// </summary>
    /// <exception cref="HostUnavailableException">It cannot be written.</exception>
    public void Probe()
    {
        try
        {
            lock (_lock)
            {
                WriteLine(new Line(new UndoEntry(-1, "probe", "", "", "", ""), null));
                WriteLine(new Line(null, -1));
                if (_pending.Count == 0) File.Delete(_path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException(
                $"the undo journal {_path} cannot be written ({e.Message.TrimEnd('.')})", "Nothing was killed. Next: set FAULTLINE_STATE to a folder that can", e);
        }
    }

    /// <summary>Faults that have not been undone, in the order they were done.</summary>
    public IReadOnlyList<UndoEntry> Pending()
    {
        lock (_lock) return [.. _pending.Values.OrderBy(e => e.Id)];
    }

    /// <summary>Notes a fault before it is done; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">It could not be written; the fault must not be done then.</exception>
    public UndoEntry Append(string action, ServiceInstance instance)
    {
        lock (_lock)
        {
            var at = _time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
            var entry = new UndoEntry(
                _next, action, instance.Service.Value, instance.Id.Value, instance.State.ToString().ToLowerInvariant(), at);
            WriteLine(new Line(entry, null));
            _next++;
            _pending[entry.Id] = entry;
            return entry;
        }
    }

    /// <summary>Notes that a fault has been undone. The file goes when nothing is left in it.</summary>
    public void Done(UndoEntry entry)
    {
        lock (_lock)
        {
            if (!_pending.Remove(entry.Id)) return;
            if (_pending.Count == 0) File.Delete(_path);
            else WriteLine(new Line(null, entry.Id));
        }
    }

    private void WriteLine(Line line)
    {
        using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
        // A line that a crash has torn must not swallow the next one.
        file.Write([.. Encoding.UTF8.GetBytes("\n"), .. JsonSerializer.SerializeToUtf8Bytes(line)]);
        file.Flush(flushToDisk: true);
    }

    private string[] ReadLines() => File.Exists(_path) ? File.ReadAllLines(_path) : [];

    private void Apply(string text)
    {
        if (text.Length == 0) return;
        try
        {
            var line = JsonSerializer.Deserialize<Line>(text);
            if (line?.Fault is { Id: >= 0 } fault)
            {
                _pending[fault.Id] = fault;
                _next = Math.Max(_next, fault.Id + 1);
            }

            if (line?.Undone is { } undone) _pending.Remove(undone);
        }
        catch (JsonException)
        {
            // Torn by a crash while it was written: what it announced was not done, since doing comes after writing.
        }
    }

    private sealed record Line(UndoEntry? Fault, long? Undone);
}
