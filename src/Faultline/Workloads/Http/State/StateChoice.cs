namespace Faultline.Workloads.Http.State;

/// <summary>What one pass over the state reads: contents by operation, and accounts by sort.</summary>
internal sealed class StateChoice(int operations, int accounts)
{
    /// <summary>Keys of transactions whose content is read, by the number of their operation.</summary>
    public HashSet<string>[] Contents { get; } = Sets(operations);

    /// <summary>Keys of accounts, by the number of their sort.</summary>
    public HashSet<string>[] Accounts { get; } = Sets(accounts);

    /// <summary>How much that is.</summary>
    public int Count => Contents.Sum(c => c.Count) + Accounts.Sum(a => a.Count);

    private static HashSet<string>[] Sets(int count) => [.. Enumerable.Range(0, count).Select(_ => new HashSet<string>(StringComparer.Ordinal))];
}
