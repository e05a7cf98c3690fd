using System.Collections.Concurrent;

namespace Shop.Order.Sagas;

/// <summary>The sagas that a request of this process is carrying out right now.</summary>
internal sealed class RunningSagas
{
    private readonly ConcurrentDictionary<string, bool> _ids = [];

    public void Add(string id) => _ids[id] = true;

    public void Remove(string id) => _ids.TryRemove(id, out _);

    public bool Contains(string id) => _ids.ContainsKey(id);
}
