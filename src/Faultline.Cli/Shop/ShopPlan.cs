using System.Security.Cryptography;
using System.Text;
using Shop;

namespace Faultline.Cli.Shop;

/// <summary>How the sample shop is to run.</summary>
/// <param name="Folder">Folder that gets the <c>.faultline</c> folder with what is known of the shop.</param>
/// <param name="Checkout">Which checkout the order service runs.</param>
/// <param name="Replicas">Instances of each service.</param>
/// <param name="Port">Port of the gateway; null: any that is free.</param>
/// <param name="StepDelay">Pause between the steps of a checkout.</param>
internal sealed record ShopPlan(string Folder, CheckoutMode Checkout, int Replicas, int? Port, TimeSpan StepDelay)
{
    /// <summary>The longest that the shop still works on a request after its caller is gone.</summary>
    public static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The same as a user is told it.</summary>
    public static string KnownTimeout { get; } = $" ({ServerTimeout.TotalSeconds:0} for the sample shop)";

    /// <summary>Taken for the gateway where no port is asked for and it is free.</summary>
    public int UsualPort { get; init; }

    /// <summary>The bug in its saga; null: none.</summary>
    public ShopBug? Bug { get; init; }

    /// <summary>Name of the project whose containers it runs in, or null for child processes of the folder.</summary>
    public string? Project { get; init; }

    /// <summary>Name of the checkout as on the command line.</summary>
    public static string Name(CheckoutMode checkout) => checkout == CheckoutMode.Naive ? "naive" : "saga";

    /// <summary>
    /// Name of the project of a folder's shop; every folder has its own, also where machines share an engine: what has
    /// the name is taken for ours, and removed.
    /// </summary>
    public static string ProjectOf(string folder) =>
        $"faultline-shop-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}:{Path.GetFullPath(folder)}")))[..6]}";
}
