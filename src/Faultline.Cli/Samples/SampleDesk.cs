using Faultline.Cli.Common;
using Faultline.Cli.Hosts;
using Faultline.Hosting.Machine;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Samples;

/// <summary>Starts a sample in the foreground, and stops the one of a folder.</summary>
internal static class SampleDesk
{
    private static readonly TimeSpan DownLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Keeps a sample up until a signal comes.</summary>
    /// <param name="plan">How it is to run.</param>
    /// <param name="welcome">Is told the running sample, and writes what belongs beside it; disposed of before it is stopped.</param>
    /// <exception cref="HostUnavailableException">One runs in this folder already, the port is taken, or it does not come up.</exception>
    public static async Task<int> UpAsync(SamplePlan plan, Func<OwnedSample, IDisposable?> welcome)
    {
        var time = TimeProvider.System;
        var folder = plan.Folder;
        using var interruption = new Interruption(isRun: false);
        using var told = interruption.Tell(_ => Console.Error.WriteLine($"stopping the {plan.Sample}"));
        if (SampleRecord.OwnerPid(folder) is { } owner && SampleRecord.Read(folder) is { } running)
            throw new HostUnavailableException(
                $"a {running.Sample} runs in this folder already, at {running.Gateway.ToString().TrimEnd('/')} (pid {owner})", $"Next: {SystemLock.DownOf(running.Sample)}");
        if (plan.Port is { } asked && !FreePort.IsFree(asked))
            throw new HostUnavailableException($"port {asked} is in use", "Next: another --port, or none: then a free one is taken");

        try
        {
            Console.Error.WriteLine(
                $"starting the {plan.Sample} ({Description(plan)}) in {(plan.Project is { } project ? $"Docker, project {project}" : folder)}");
            await using var sample = await OwnedSample.StartAsync(plan, Console.Error.WriteLine, time, interruption.Stop);
            using var beside = welcome(sample);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, interruption.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            return interruption.ExitCode ?? ExitCode.Internal;
        }

        Console.Error.WriteLine($"the {plan.Sample} is down");
        // A sample that was asked to stop did what it should.
        return ExitCode.Consistent;
    }

    /// <summary>Tells that another port than the usual one was taken.</summary>
    public static void TellPort(SamplePlan plan, Uri address)
    {
        if (plan.Port is null && address.Port != plan.UsualPort)
            Console.Error.WriteLine($"port {plan.UsualPort} is in use, so {address.Port} was taken; --port chooses another");
    }

    /// <summary>Stops the sample that was started from the current folder.</summary>
    /// <param name="sample">What it is called where no record tells.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostUnavailableException">It does not stop, or its host cannot be used.</exception>
    public static async Task<int> DownAsync(string sample, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var folder = Directory.GetCurrentDirectory();
        if (SampleRecord.HasOwner(folder))
        {
            sample = SampleRecord.NameIn(folder) ?? sample;
            await QuietAsync(folder, time, cancellationToken);
            var begun = time.GetTimestamp();
            int? told = null;
            while (SampleRecord.HasOwner(folder))
            {
                // An owner that has only just begun, or is about to be gone, has no name for a moment.
                if (told is null && SampleRecord.OwnerPid(folder) is { } owner)
                {
                    OwnerSignal.Terminate(owner);
                    told = owner;
                }

                if (time.GetElapsedTime(begun) > DownLimit)
                    throw new HostUnavailableException($"the {sample} did not stop within {DownLimit.TotalSeconds:0} s (pid {told})");
                await Task.Delay(Poll, time, cancellationToken);
            }

            Console.WriteLine($"the {sample} is down");
            return ExitCode.Consistent;
        }

        if (!Directory.Exists(Path.Combine(folder, ".faultline"))) return NothingHere(sample, folder);
        using var owning = RunLock.Acquire(SampleRecord.OwnerKey(folder), SystemLock.DownOf(sample), time);
        sample = SampleRecord.NameIn(folder) ?? sample;
        var left = await OwnedSample.ClearAsync(folder, time, cancellationToken);
        if (left == 0) return NothingHere(sample, folder);
        Console.WriteLine($"{left} instances left by a {sample} whose owner is gone were stopped");
        return ExitCode.Consistent;
    }

    private static string Description(SamplePlan plan)
    {
        var bug = plan.BugName is { } name ? $"with the bug {name}" : "";
        var kind = string.Join(' ', new[] { plan.Variant, bug }.Where(t => t.Length > 0));
        return kind.Length > 0 ? $"{kind}, {plan.Replicas} of each service" : $"{plan.Replicas} of each service";
    }

    /// <summary>The owner waits for whoever puts its sample in order, for longer than the owner is waited for: so that is done, and told, before.</summary>
    private static async Task QuietAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await SystemLock.QuietAsync(ProcessHost.Open(folder, time).System, Console.Error.WriteLine, time, cancellationToken);
        }
        catch (HostUnavailableException e)
        {
            await Console.Error.WriteLineAsync($"warning: {SystemHealing.Sentence(e)}");
        }
    }

    private static int NothingHere(string sample, string folder)
    {
        Console.WriteLine($"no {sample} runs from {folder}");
        return ExitCode.Consistent;
    }
}
