using Faultline.Cli;
using Faultline.Cli.Terminal;
using Faultline.Hosting;
using Faultline.Load;

// Answers are taken in on the thread that learns of them, which saves a hand-over per request. Sockets read this once,
// when the first of them is made; services that are started get their own setting.
const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
if (Environment.GetEnvironmentVariable(InlineCompletions) is null) Environment.SetEnvironmentVariable(InlineCompletions, "1");

StandardStreams.Install();
// Out of descriptors the runtime itself ends the process, in the midst of whatever it does.
if (MachineLimits.Read().Unfit is { } unfit) return ErrorText.Write(new HostUnavailableException(unfit, "Nothing was done. Next: a higher ulimit -n in the shell that starts it"), Console.Error, verbose: false);
return await CommandLine.RunAsync(args);
