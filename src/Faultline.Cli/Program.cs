using Faultline.Cli;
using Faultline.Cli.Terminal;

// Answers are taken in on the thread that learns of them, which saves a hand-over per request. Sockets read this once,
// when the first of them is made; services that are started get their own setting.
const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
if (Environment.GetEnvironmentVariable(InlineCompletions) is null) Environment.SetEnvironmentVariable(InlineCompletions, "1");

StandardStreams.Install();
return await CommandLine.RunAsync(args);
