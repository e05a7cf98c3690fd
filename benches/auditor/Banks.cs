using System.Diagnostics;
using System.Globalization;
using Faultline.Tests.Auditing;

namespace Faultline.Benches.Auditor;

/// <summary>Simulated banks, correct ones and such with a bug, and what the auditor says of them.</summary>
internal static class Banks
{
    /// <summary>Prints what it says; true where that is right.</summary>
    /// <param name="runs">Correct banks, and as many with a bug.</param>
    /// <param name="seed">The first of the seeds.</param>
    public static bool Measure(int runs, int seed)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} banks from seed {seed} on"));
        var correct = Timed("without a bug", tally =>
        {
            for (var i = 0; i < runs; i++)
                tally.AddCorrect(unchecked(seed + i), CancellationToken.None);
        });
        var isolated = Timed("with a bug on accounts of its own", tally =>
        {
            for (var i = 0; i < runs / 2; i++)
                tally.AddIsolated(unchecked(seed + i), BankTally.Bugs[i % BankTally.Bugs.Count], CancellationToken.None);
        });
        var shared = Timed("with a bug on shared accounts", tally =>
        {
            for (var i = 0; i < runs / 2; i++)
                tally.AddShared(unchecked(seed + i), BankTally.Bugs[i % BankTally.Bugs.Count], CancellationToken.None);
        });
        return correct.Alarms.Count + isolated.Alarms.Count + shared.Alarms.Count == 0 && Finds(isolated) && Finds(shared);
    }

    private static bool Finds(BankTally tally) =>
        BankTally.Bugs.All(b => Math.Min(tally.Found(b), tally.Named(b)) * 100L >= tally.Provable(b) * 99L);

    private static BankTally Timed(string what, Action<BankTally> run)
    {
        var tally = new BankTally();
        var clock = Stopwatch.StartNew();
        run(tally);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}, in {clock.Elapsed.TotalSeconds:F1} s:"));
        Console.WriteLine(tally);
        return tally;
    }
}
