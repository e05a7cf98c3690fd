using System.Diagnostics;

namespace Faultline.Benches.Soak.Books;

/// <summary>Waits until nothing is in flight in the shop any more, and holds its books against conservation.</summary>
internal static class BooksCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Reads the books until two readings agree and everything is conserved in them.</summary>
    /// <exception cref="SoakFailure">That does not come to be.</exception>
    public static async Task<Balances> BalancedAsync(ShopBooks books, TimeSpan limit, CancellationToken stop)
    {
        Balances? last = null;
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(Pause, stop))
        {
            var now = await books.ReadAsync(stop);
            var differences = now?.Differences(ShopBooks.Opening) ?? ["they cannot be read in full"];
            if (differences.Count == 0 && last is not null && last.IsSameAs(now!)) return now!;

            last = now;
            if (watch.Elapsed > limit) throw new SoakFailure($"the books are not in balance {limit.TotalSeconds} s after everything was ready: {(differences.Count == 0 ? "they move" : string.Join("; ", differences.Take(10)))}");
        }
    }
}
