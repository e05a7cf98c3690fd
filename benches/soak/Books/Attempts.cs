using Faultline.Histories;

namespace Faultline.Benches.Soak.Books;

/// <summary>How many checkouts the runs of a results folder have on record, also those that were killed.</summary>
internal static class Attempts
{
    private const string Checkout = "checkout";

    /// <summary>Counts them. Of a run that was killed the last second is not on disk.</summary>
    public static async Task<long> CountAsync(string results, CancellationToken stop)
    {
        var count = 0L;
        // The link to the newest run is none of them.
        foreach (var run in Directory.Exists(results) ? new DirectoryInfo(results).GetDirectories().Where(d => d.LinkTarget is null) : [])
            await foreach (var operation in HistoryReader.ReadAsync(Path.Combine(run.FullName, "history"), stop))
                if (operation.Kind == Checkout) count++;
        return count;
    }
}
