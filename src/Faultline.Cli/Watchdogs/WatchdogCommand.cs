using System.CommandLine;
using System.Globalization;
using Faultline.Cli.Common;
using Faultline.Cli.Hosts;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Watchdogs;

namespace Faultline.Cli.Watchdogs;

/// <summary><c>faultline watchdog</c>, which no person types: waits for the end of the tool that started it, see <see cref="Watchdog"/>.</summary>
internal static class WatchdogCommand
{
    public const string Name = "watchdog";

    public static Command Create(ClearFolder clear)
    {
        var command = new Command(Name, "Heals when the run that started it is killed; runs start it themselves") { Hidden = true };
        command.SetAction((_, _) => RunAsync(clear, TimeProvider.System));
        return command;
    }

    private static async Task<int> RunAsync(ClearFolder clear, TimeProvider time)
    {
        if (WatchdogPost.OfThisProcess() is not { } post)
        {
            await Console.Error.WriteLineAsync("error: a watchdog is started by the run that it watches\n  Next: faultline stress --help");
            return ExitCode.Usage;
        }

        await post.ToolEndedAsync(time);
        try
        {
            await new WatchdogDuty(post.Order, clear, Log, time, StateFolder.OfUser).RunAsync();
            StateFolder.OfUser.Sweep();
        }
        catch (HostUnavailableException e)
        {
            Log(SystemHealing.Sentence(e));
        }
        finally
        {
            post.Leave();
        }

        return ExitCode.Consistent;

        void Log(string line)
        {
            try
            {
                Console.WriteLine(
                    $"{time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC, watchdog {Environment.ProcessId} of {post.Order.Purpose} (pid {post.ToolPid}): {line}");
            }
            catch (IOException)
            {
                // What is down is more than what can be read of it.
            }
        }
    }
}
