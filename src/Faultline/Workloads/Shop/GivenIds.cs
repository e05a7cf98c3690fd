using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Workloads.Shop;

/// <summary>
/// Ids of orders as the shop gave them out while it was populated. One that is given out twice names two orders at once,
/// which is the shop's fault and is told as such by the audit: the run goes on.
/// </summary>
internal static class GivenIds
{
    /// <summary>The orders by the first time their ids were given out, and those of the later times.</summary>
    public static ((string Order, OrderContent Content)[] First, (string Order, OrderContent Content)[] Again) Split(
        IReadOnlyList<(string Order, OrderContent Content)> made, IRunObserver observer)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var first = made.Where(o => seen.Add(o.Order)).ToArray();
        if (first.Length == made.Count) return (first, []);

        seen.Clear();
        var again = made.Where(o => !seen.Add(o.Order)).ToArray();
        observer.Warned($"the shop gave out the id {VisibleId(again[0].Order)} for more than one order ({again.Length} of {made.Count} orders were given an id that was taken)");
        return (first, again);
    }

    private static string VisibleId(string id) => VisibleText.Line(id, 60);
}

/// <summary>An order that was made, and what was put into it.</summary>
internal sealed record FilledOrder(string Order, OrderContent Content);
