using Faultline.Storage;

namespace Faultline.Hosting.State;

/// <summary>
/// Right of one run to load what answers at some addresses: two loads on one system would be accused of each other's
/// effects. Vanishes with the process that holds it.
/// </summary>
public sealed class AddressLocks : IDisposable
{
    // Beside the folders of the systems, so that nobody takes an address for a system that could be healed.
    private const string Folder = "addresses";

    // Whoever holds the guard does so for the moments of opening and deleting a few files.
    private static readonly TimeSpan GuardLimit = TimeSpan.FromSeconds(10);

    private readonly StateFolder _state;
    private readonly List<RunLock> _taken = [];

    private AddressLocks(StateFolder state) => _state = state;

    /// <summary>Takes the locks of all addresses, or none.</summary>
    /// <param name="addresses">Where the load goes.</param>
    /// <param name="purpose">What they are taken for, told to others that find them busy.</param>
    /// <param name="time">Clock for the start that is told to others.</param>
    /// <param name="state">Where they are kept, if not in <see cref="StateFolder.OfUser"/>.</param>
    /// <exception cref="HostUnavailableException">One is held, here or by another process, or the state folder cannot be written.</exception>
    public static AddressLocks Acquire(IEnumerable<TargetAddress> addresses, string purpose, TimeProvider time, StateFolder? state = null)
    {
        state ??= StateFolder.OfUser;
        var locks = new AddressLocks(new StateFolder(Path.Combine(state.Root, Folder), state.Disk));
        try
        {
            using var guard = locks.Guard();
            RunLock.DeleteFree(locks._state);
            foreach (var key in addresses.SelectMany(a => a.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                locks._taken.Add(RunLock.Acquire($"at {key}", purpose, time, locks._state));
            return locks;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            locks.Dispose();
            throw state.Unwritable(e);
        }
        catch
        {
            locks.Dispose();
            throw;
        }
    }

    /// <summary>Releases the locks and deletes their folders: addresses are many over the years.</summary>
    public void Dispose()
    {
        if (_taken.Count == 0) return;
        foreach (var taken in _taken) Try(taken.Dispose);
        _taken.Clear();
        Try(() =>
        {
            using var guard = Guard();
            RunLock.DeleteFree(_state);
        });
    }

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They are free all the same; whoever takes the next ones deletes what is left.
        }
    }

    /// <summary>Held while files are opened or deleted: a lock on a file that somebody deletes would exclude nobody.</summary>
    private IOpenFile Guard()
    {
        var file = Path.Combine(_state.Root, "guard");
        _state.Disk.CreateFolder(_state.Root);
        IOpenFile? held = null;
        SpinWait.SpinUntil(() => (held = _state.Disk.TryOpen(file)) is not null, GuardLimit);
        return held ?? throw new IOException($"{file} stays locked");
    }
}
