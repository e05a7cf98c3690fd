using System.Diagnostics;
using System.Globalization;
using System.Text;
using Faultline.Tests.Workloads.Http.Files;
using Faultline.Workloads.Http.Files;

const int Lines = 500;
const double MostMilliseconds = 200;

var texts = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var folder = Directory.CreateTempSubdirectory("faultline-files-");
try
{
    var path = Path.Combine(folder.FullName, "x.yaml");
    File.WriteAllText(path, Long());
    var lines = File.ReadAllLines(path).Length;
    // The first time counts, since a command reads one file: compiling the reader is most of it.
    var first = Milliseconds(() => ExperimentFile.Read(path));
    var again = Enumerable.Range(0, 20).Select(_ => Milliseconds(() => ExperimentFile.Read(path))).Order().ElementAt(10);
    Console.WriteLine(FormattableString.Invariant($"{lines} lines: {first:0} ms the first time, {again:0.0} ms the next (median of 20)"));

    var (taken, faults, clock) = (0, 0, Stopwatch.StartNew());
    foreach (var (index, text) in MutatedYaml.Of(ReaderUnderFire.Valid, texts, seed).Index())
    {
        var (fault, isTaken) = ReaderUnderFire.Fire(text, path);
        if (isTaken) taken++;
        if (fault is null) continue;
        if (++faults <= 5) Console.WriteLine($"text {index}: {fault}\n{text}\n");
    }

    Console.WriteLine(FormattableString.Invariant($"{texts} mutated files from seed {seed}: {taken} taken, {texts - taken - faults} told, {faults} faults, {clock.Elapsed.TotalSeconds:0} s"));
    return faults == 0 && first <= MostMilliseconds ? 0 : 1;
}
finally
{
    folder.Delete(recursive: true);
}

static double Milliseconds(Action action)
{
    var start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

// A bank whose transfers come in many kinds.
static string Long()
{
    var bank = ExperimentFile.StarterFiles["bank"].Text;
    var most = (Lines - bank.Count(c => c == '\n')) / 10;
    var operations = new StringBuilder("operations:\n");
    for (var i = 0; i < most; i++)
    {
        operations.Append(CultureInfo.InvariantCulture, $"  kind-{i}:\n    transaction: $id\n    send: POST bank /transfers\n    headers: {{ Idempotency-Key: $id }}\n");
        operations.Append("    body: { id: $id, from: $from, to: $to, cents: $cents }\n    posts:\n      balance($from): -$cents\n      balance($to): +$cents\n");
        operations.Append("      settled($id): +1\n    reaches: [bank, ledger]\n");
    }

    var calls = string.Concat(Enumerable.Range(0, most).Select(i => string.Create(CultureInfo.InvariantCulture, $"new id, kind-{i}, retry kind-{i} 20% if unknown, ")));
    return bank.Replace("operations:\n", operations.ToString(), StringComparison.Ordinal).Replace("new id, transfer,", calls + "new id, transfer,", StringComparison.Ordinal);
}
