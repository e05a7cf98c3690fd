using Faultline.Docker;
using Faultline.Faults;
using Faultline.Hosting;
using Faultline.Workloads.Shop;

namespace Faultline.Cli.Shop.Known;

/// <summary>What this tool knows of the services of shops, for the search in Docker.</summary>
internal static class ShopServices
{
    public static KnownServices Known(TimeProvider time) => new()
    {
        Usual = ShopFaults.UsualServices,
        UsualText = "services of a shop",
        SampleCommand = "faultline shop up --docker",
        LeftIn = system => LeftIn(system, time),
    };

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
