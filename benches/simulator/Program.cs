using System.Diagnostics;
using System.Globalization;
using Faultline.Tests.Simulation;

// The usage stands in the script beside this file.
const int Told = 5;

var (points, seed, oneIn, jobs, crashes) = (1_000_000L, 1, 1, 1, new List<Crash>());
for (var i = 0; i + 1 < args.Length; i += 2)
    switch (args[i])
    {
        case "--points": points = long.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
        case "--seed": seed = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
        case "--one-in": oneIn = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
        case "--jobs": jobs = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
        case "--crash": crashes.Add(Crash.Parse(args[i + 1])); break;
        default: return 64;
    }

if (args.Length % 2 == 1) return 64;

if (crashes.Count > 0)
{
    var outcome = Simulation.Play(new Scenario(seed), crashes);
    Console.Write(outcome);
    return outcome.Wrongs.Count == 0 ? 0 : 1;
}

var tally = new Tally();
var begun = Stopwatch.GetTimestamp();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{points:N0} crash points from seed {seed} on"));
var next = seed - 1;
// Threads of their own: a scenario is played on one, and what the tool leaves to the thread pool must find one free.
await Task.WhenAll(Enumerable.Range(0, jobs).Select(_ => Task.Factory.StartNew(Play, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeds {seed} to {next}: {tally} in {seconds:0} s, {1000 * seconds / tally.Points:0.00} ms each"));
return tally.Wrong == 0 ? 0 : 1;

void Play()
{
    while (tally.Points < points && tally.Wrong < Told)
        foreach (var outcome in CrashPoints.Of(new Scenario(Interlocked.Increment(ref next)), oneIn))
        {
            tally.Add(outcome);
            if (outcome.Wrongs.Count == 0) continue;
            lock (tally) Console.WriteLine(outcome);
            break;
        }
}
