using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Storage;

namespace Faultline.Workloads.Shop;

/// <summary>
/// The ids of the last population that was made at an address, kept in the state folder: orders made one by one have
/// opaque ids that nothing but the run that made them knows.
/// </summary>
internal sealed class PopulationMemory(Uri orders)
{
    private readonly string _path = Path.Combine(
        StateFolder.OfUser.Root, "populations",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(orders.AbsoluteUri)))[..16] + ".json");

    /// <summary>Keeps the population's order ids; numbered ones are found without.</summary>
    public void Remember(ShopPopulation population)
    {
        try
        {
            if (population.Orders is NumberedIds)
            {
                File.Delete(_path);
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            AtomicFile.Write(_path, JsonSerializer.Serialize(new Remembered(population.Description, [.. population.Orders])));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without it the next run without --init asks for numbered ids, and says so if there are none.
        }
    }

    /// <summary>The orders of the last population made here, or null.</summary>
    public Remembered? Recall()
    {
        try
        {
            return JsonSerializer.Deserialize<Remembered>(File.ReadAllBytes(_path)) is { Orders.Length: > 0 } remembered ? remembered : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What is kept.</summary>
    internal sealed record Remembered(string Description, string[] Orders);
}
