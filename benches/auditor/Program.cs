using System.Globalization;
using Faultline.Benches.Auditor;
using Faultline.Tests.Auditing;

// The usage stands in the script beside this file.
switch (args)
{
    case ["cost", .. var rest]:
        Cost.Measure(Number(rest, 0, 1_000_000), Number(rest, 1, 1));
        return 0;
    case ["brute-force", .. var rest]:
        var (books, seed) = (Number(rest, 0, 300_000), Number(rest, 1, Environment.TickCount & int.MaxValue));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{books} books from seed {seed} on"));
        var tally = BruteForceTally.Of(seed, books, CancellationToken.None);
        Console.WriteLine(tally);
        return tally.Accused.Count == 0 && BruteForceTally.Errors.All(e => tally.Missed(e) * 1000 <= tally.Unexplained(e)) ? 0 : 1;
    case ["bank", .. var rest]:
        return Banks.Measure(Number(rest, 0, 100_000), Number(rest, 1, Environment.TickCount & int.MaxValue)) ? 0 : 1;
    default:
        return 64;
}

static int Number(string[] arguments, int index, int otherwise) =>
    arguments.Length > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;
