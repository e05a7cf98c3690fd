using Faultline.Docker;
using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Workloads.Shop;

namespace Faultline.Cli.Shop.Known;

/// <summary>What this tool knows of the services of a workload, for the search in Docker.</summary>
internal static class ProfileServices
{
    /// <summary>What a workload's profile tells; where a command has none, that of the one workload that needs no file.</summary>
    public static KnownServices Known(WorkloadProfile? profile, TimeProvider time)
    {
        profile ??= ShopProfile.Profile;
        return new()
        {
            Usual = profile.Services,
            UsualText = IsShop(profile) ? "services of a shop" : "the services of this system",
            SampleCommand = IsShop(profile) ? "faultline shop up --docker" : "faultline sample up",
            LeftIn = system => LeftIn(system, time),
        };
    }

    /// <summary>How a sample of a workload's systems is started as child processes, as half a sentence.</summary>
    public static string ProcessSample(WorkloadProfile? profile) => profile is null || IsShop(profile)
        ? "faultline shop up starts the sample shop as child processes"
        : "faultline sample up starts a sample as child processes";

    private static bool IsShop(WorkloadProfile profile) => profile.Name == ShopProfile.Name;

    private static IEnumerable<string> LeftIn(string system, TimeProvider time)
    {
        try
        {
            return [.. UndoJournal.Open(system, time).Pending().Select(e => e.Service.Value)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException($"the undo journal of {system} cannot be read ({e.Message.TrimEnd('.')})", "Nothing was killed. Next: set FAULTLINE_STATE to a folder that can", e);
        }
    }
}
