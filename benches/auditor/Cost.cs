using System.Diagnostics;
using System.Globalization;
using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Benches.Auditor;

/// <summary>Time and memory of an audit in which every order has an item, a user and a flag of its own.</summary>
internal static class Cost
{
    /// <summary>Audits three times and prints the best.</summary>
    /// <param name="orders">Orders.</param>
    /// <param name="attempts">Attempts at each.</param>
    public static void Measure(int orders, int attempts)
    {
        var books = Books(orders, attempts);
        var (seconds, allocated, peak) = (double.MaxValue, long.MaxValue, long.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            using var watch = new HeapWatch();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var clock = Stopwatch.StartNew();
            var audit = Faultline.Auditing.Auditor.Audit(books, [], converged: true, CancellationToken.None);
            seconds = Math.Min(seconds, clock.Elapsed.TotalSeconds);
            allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
            peak = Math.Min(peak, watch.Peak());
            if (audit.Anomalies.Count > 0)
                throw new InvalidOperationException("correct books were called wrong");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{orders} orders, {(long)orders * attempts} attempts: {seconds:F2} s, {orders / seconds / 1e6:F2} million orders/s, {allocated / (double)orders:F0} bytes allocated an order, heap {peak / 1e6:F0} MB more at its peak"));
    }

    private static Books Books(int orders, int attempts)
    {
        var stock = new AccountKind("stock", "taken-twice", "stock-not-given-back", "oversold", "item-out-of-bounds");
        var credit = new AccountKind("credit", "charged-twice", "money-not-given-back", "overspent", "user-out-of-bounds");
        var paid = new AccountKind("paid", "paid-twice", "paid-flag-left", "unpaid", "paid-out-of-bounds", IsFlag: true);
        var checkout = new TransactionKind("checkout", RepeatRule.Refused);
        var accounts = new Account[orders * 3];
        var transactions = new Transaction[orders];
        for (var o = 0; o < orders; o++)
        {
            // Every fiftieth answer is lost, and half of those were applied.
            var unknown = o % 50 == 0;
            var applied = unknown ? o % 100 == 0 : o % 3 > 0;
            var x = applied ? 1 : 0;
            var a = o * 3;
            accounts[a] = new($"item {o}", stock, 10, 10 - x, 10 - x, 7);
            accounts[a + 1] = new($"user {o}", credit, 100, 100 - (7 * x), 100 - (7 * x), -1);
            accounts[a + 2] = new($"order {o}", paid, 0, x, x, 0);
            var tries = new Attempt[attempts];
            for (var i = 0; i < attempts; i++)
            {
                var outcome = i > 0 ? Outcome.Failed : unknown ? Outcome.Unknown : applied ? Outcome.Ok : Outcome.Failed;
                tries[i] = new(((long)o * attempts) + i, outcome, TimeSpan.FromMilliseconds(o), TimeSpan.FromMilliseconds(o + 5));
            }

            transactions[o] = new($"order {o}", checkout, new Posting[] { new(a, -1), new(a + 1, -7), new(a + 2, 1) }, tries);
        }

        return new(accounts, transactions, [], [checkout]);
    }

    /// <summary>The most that the heap holds beyond what it held when the watch began.</summary>
    private sealed class HeapWatch : IDisposable
    {
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: false);
        private readonly Timer _timer;
        private long _most;

        public HeapWatch() => _timer = new(_ => Look(), null, 0, 5);

        public long Peak()
        {
            Look();
            return _most - _before;
        }

        public void Dispose() => _timer.Dispose();

        private void Look() => _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false));
    }
}
