using System.Globalization;
using Faultline.Cli.Hosts;
using Faultline.Cli.Samples;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Hosting.Processes;

namespace Faultline.Cli.Shop;

/// <summary>The folder of one demo's shop, under the state folder so that any later call finds what a killed demo left.</summary>
internal static class DemoFolder
{
    private const int Misses = 3;

    private static string Parent => Path.Combine(StateFolder.OfUser.Root, "demos");

    /// <summary>Name of the project of a demo's containers: of this machine and state folder alone, see <see cref="ShopPlan.ProjectOf"/>.</summary>
    public static string ProjectOf(string folder) => ShopPlan.ProjectOf(folder).Replace("-shop-", $"-demo-{Path.GetFileName(folder)}-", StringComparison.Ordinal);

    /// <summary>
    /// The first folder that no demo is at work in, and the right to it, to be held until it is deleted; few are ever made,
    /// however many demos are run.
    /// </summary>
    /// <exception cref="HostUnavailableException">The state folder cannot be used.</exception>
    public static (string Path, RunLock Owner) Choose(TimeProvider time)
    {
        var misses = 0;
        for (var i = 1; ; i++)
        {
            var path = Path.Combine(Parent, i.ToString(CultureInfo.InvariantCulture));
            if (SampleRecord.HasOwner(path)) continue;
            try
            {
                var owner = RunLock.Acquire(SampleRecord.OwnerKey(path), "faultline demo", time);
                if (IsFree(path))
                {
                    Directory.CreateDirectory(path);
                    return (path, owner);
                }

                owner.Dispose();
            }
            catch (HostUnavailableException) when (SampleRecord.HasOwner(path) || misses++ < Misses)
            {
                // Another demo was quicker.
            }
        }
    }

    /// <summary>Deletes the folder of a shop that has been stopped.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Whether a system is the shop of a demo, as far as its name tells.</summary>
    public static bool IsSystem(string system) =>
        system.StartsWith($"{ProcessHost.SystemPrefix}{RealPath.Of(Parent)}/", StringComparison.Ordinal)
        || (Directory.Exists(Parent) && Directory.GetDirectories(Parent).Any(f => system.EndsWith($"/{ProjectOf(f)}", StringComparison.Ordinal)));

    /// <summary>Stops the shops of demos that were killed, and deletes their folders.</summary>
    /// <returns>The folders, and sentences about those that could not be cleared.</returns>
    public static async Task<(IReadOnlyList<string> Swept, IReadOnlyList<string> Failures)> SweepAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var swept = new List<string>();
        var failures = new List<string>();
        if (!Directory.Exists(Parent)) return (swept, failures);
        foreach (var folder in Directory.GetDirectories(Parent))
        {
#pragma warning disable CA1031 // Whatever one odd folder comes to grief on: the others, and whoever called, go on.
            try
            {
                if (SampleRecord.HasOwner(folder)) continue;
                if (await ClearAsync(folder, time, cancellationToken)) swept.Add(folder);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add($"the shop of an earlier demo ({folder}) cannot be stopped: {e.Message}");
            }
#pragma warning restore CA1031
        }

        return (swept, failures);
    }

    /// <summary>Stops the shop of a demo that was killed, and deletes its folder; false where another has done so already.</summary>
    /// <exception cref="HostUnavailableException">Its host cannot be used, or somebody is at work there.</exception>
    /// <exception cref="IOException">The folder cannot be deleted.</exception>
    public static async Task<bool> ClearAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        // Held meanwhile, so that two do not meet.
        using var owner = RunLock.Acquire(SampleRecord.OwnerKey(folder), "clearing up after a demo", time);
        if (!Directory.Exists(folder)) return false;
        await OwnedSample.ClearAsync(folder, time, cancellationToken);
        Delete(folder);
        return true;
    }

    private static bool IsFree(string folder)
    {
        try
        {
            return SampleRecord.Read(folder) is null;
        }
        catch (HostUnavailableException)
        {
            // What cannot be told apart from a shop is left to who clears up.
            return false;
        }
    }
}
