using System.Globalization;
using Faultline.Benches.Soak;

// The usage stands in the script beside this file.
if (SoakOptions.Read(args, Environment.GetEnvironmentVariable) is not { } options) return 64;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak on {(options.Docker is null ? "processes" : $"containers of {options.Docker}")}, seed {options.Seed}"));
var tally = new Tally();
var stage = await Stage.SetAsync(options.Docker, interrupted.Token);
var held = false;
try
{
    held = await new Campaign(stage, tally, Console.WriteLine).RunAsync(options, interrupted.Token);
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.WriteLine("interrupted");
}
finally
{
    await stage.DisposeAsync();
}

if (!held) return interrupted.IsCancellationRequested ? 130 : 1;
stage.Place.Delete();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}: {tally}"));
return 0;
