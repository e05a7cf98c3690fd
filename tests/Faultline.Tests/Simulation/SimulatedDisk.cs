using System.Text.RegularExpressions;

namespace Faultline.Tests.Simulation;

/// <summary>A disk in memory: per folder its names, as a reader sees them and as a loss of power leaves them.</summary>
internal sealed partial class SimulatedDisk
{
    private readonly SortedDictionary<string, Folder> _folders = new(StringComparer.Ordinal);
    private int _dead;

    /// <summary>Paths of the files that somebody holds open.</summary>
    public IEnumerable<string> Held => _folders.Values.SelectMany(f => f.Names).Where(n => n.Value.Holder is not null).Select(n => n.Key);

    /// <summary>The file of a path; null where there is none.</summary>
    public SimulatedFile? Find(string path) => _folders.TryGetValue(FolderOf(path), out var folder) && folder.Names.TryGetValue(path, out var file) ? file : null;

    /// <summary>The file of a path, made if it is not there.</summary>
    public SimulatedFile Open(string path)
    {
        if (Find(path) is { } there) return there;
        var made = new SimulatedFile();
        At(path).Do(names => names[path] = made);
        return made;
    }

    public void Rename(string path, string target)
    {
        var file = Find(path) ?? throw new FileNotFoundException(path);
        if (FolderOf(path) != FolderOf(target)) throw new NotSupportedException("nothing is moved to another folder");
        At(path).Do(names =>
        {
            names.Remove(path);
            names[target] = file;
        });
    }

    public void Delete(string path)
    {
        if (Find(path) is not null) At(path).Do(names => names.Remove(path));
    }

    public void CreateFolder(string path)
    {
        for (var folder = path; folder is { Length: > 1 }; folder = Path.GetDirectoryName(folder)) _folders.TryAdd(folder, new Folder());
    }

    public void DeleteEmptyFolder(string path)
    {
        if (_folders.TryGetValue(path, out var folder) && folder.Names.Count == 0 && Folders(path).Count == 0) _folders.Remove(path);
    }

    public void SyncFolder(string path) => (_folders.TryGetValue(path, out var folder) ? folder : throw new DirectoryNotFoundException(path)).Sync();

    public IReadOnlyList<string> Files(string folder) => _folders.TryGetValue(folder, out var there) ? [.. there.Names.Keys] : [];

    public IReadOnlyList<string> Folders(string folder) => [.. _folders.Keys.Where(f => FolderOf(f) == folder)];

    /// <summary>Its files are closed, and its drafts are those of a process that is no more.</summary>
    public void ToolDied()
    {
        foreach (var folder in _folders.Values)
        {
            foreach (var file in folder.Names.Values) file.Holder = null;
            foreach (var draft in folder.Names.Keys.Where(n => DraftOfTheLiving().IsMatch(n)).ToArray())
                folder.Call(draft, DraftOfTheLiving().Replace(draft, $".0-{++_dead}.tmp"));
        }
    }

    /// <summary>What was not synced is there in part, by chance.</summary>
    public void LosePower(Random random)
    {
        foreach (var folder in _folders.Values)
        {
            folder.LosePower(random);
            foreach (var file in folder.Names.Values) file.LosePower(random);
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? "";

    private Folder At(string path) =>
        _folders.TryGetValue(FolderOf(path), out var folder) ? folder : throw new DirectoryNotFoundException(FolderOf(path));

    [GeneratedRegex(@"\.[1-9]\d*-\d+\.tmp$")]
    private static partial Regex DraftOfTheLiving();

    private sealed class Folder
    {
        private readonly List<Action<SortedDictionary<string, SimulatedFile>>> _unsynced = [];
        private SortedDictionary<string, SimulatedFile> _synced = new(StringComparer.Ordinal);

        public SortedDictionary<string, SimulatedFile> Names { get; private set; } = new(StringComparer.Ordinal);

        public void Do(Action<SortedDictionary<string, SimulatedFile>> change)
        {
            change(Names);
            _unsynced.Add(change);
        }

        /// <summary>Gives a name to a file as if it had had it from the start.</summary>
        public void Call(string name, string other) => Do(names =>
        {
            if (names.Remove(name, out var file)) names[other] = file;
        });

        public void Sync()
        {
            _synced = new(Names, StringComparer.Ordinal);
            _unsynced.Clear();
        }

        public void LosePower(Random random)
        {
            Names = new(_synced, StringComparer.Ordinal);
            var left = random.Next(_unsynced.Count + 1);
            foreach (var change in _unsynced.Take(left)) change(Names);
            Sync();
        }
    }
}
