using System.Globalization;
using Faultline.Hosting;

namespace Faultline.Cli.Shop;

/// <summary>The folder of one demo's shop, under the state folder so that any later call finds what a killed demo left.</summary>
internal static class DemoFolder
{
    private static string Parent => Path.Combine(StateFolder.OfUser.Root, "demos");

    /// <summary>Name of the project of a demo's containers: of this machine and state folder alone, see <see cref="ShopPlan.ProjectOf"/>.</summary>
    public static string ProjectOf(string folder) => ShopPlan.ProjectOf(folder).Replace("-shop-", $"-demo-{Path.GetFileName(folder)}-", StringComparison.Ordinal);

    /// <summary>The first folder that no demo is at work in; few are ever made, however many demos are run.</summary>
    public static string Choose()
    {
        for (var i = 1; ; i++)
        {
            var path = Path.Combine(Parent, i.ToString(CultureInfo.InvariantCulture));
            if (ShopRecord.HasOwner(path) || ShopRecord.Read(path) is not null) continue;
            Directory.CreateDirectory(path);
            return path;
        }
    }

    /// <summary>Deletes the folder of a shop that has been stopped.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stops the shops of demos that were killed, and deletes their folders.</summary>
    /// <returns>The folders, and sentences about those that could not be cleared.</returns>
    public static async Task<(IReadOnlyList<string> Swept, IReadOnlyList<string> Failures)> SweepAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var swept = new List<string>();
        var failures = new List<string>();
        if (!Directory.Exists(Parent)) return (swept, failures);
        foreach (var folder in Directory.GetDirectories(Parent))
        {
            if (ShopRecord.HasOwner(folder)) continue;
            try
            {
                if (await ClearAsync(folder, time, cancellationToken)) swept.Add(folder);
            }
            catch (Exception e) when (e is HostUnavailableException or IOException or UnauthorizedAccessException)
            {
                failures.Add($"the shop of an earlier demo ({folder}) cannot be stopped: {e.Message}");
            }
        }

        return (swept, failures);
    }

    /// <summary>Stops the shop of a demo that was killed, and deletes its folder; false where another has done so already.</summary>
    /// <exception cref="HostUnavailableException">Its host cannot be used, or somebody is at work there.</exception>
    /// <exception cref="IOException">The folder cannot be deleted.</exception>
    public static async Task<bool> ClearAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        // Held meanwhile, so that two do not meet.
        using var owner = RunLock.Acquire(ShopRecord.OwnerKey(folder), "clearing up after a demo", time);
        if (!Directory.Exists(folder)) return false;
        await OwnedShop.ClearAsync(folder, time, cancellationToken);
        Delete(folder);
        return true;
    }
}
