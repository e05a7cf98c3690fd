using Shop;

namespace Faultline.Cli.Shop;

/// <summary>How the sample shop is to run.</summary>
/// <param name="Folder">Folder that gets the <c>.faultline</c> folder with instances, data and logs.</param>
/// <param name="Checkout">Which checkout the order service runs.</param>
/// <param name="Replicas">Instances of each service.</param>
/// <param name="Port">Port of the gateway; null: any that is free.</param>
/// <param name="StepDelay">Pause between the steps of a checkout.</param>
internal sealed record ShopPlan(string Folder, CheckoutMode Checkout, int Replicas, int? Port, TimeSpan StepDelay)
{
    /// <summary>The longest that the shop still works on a request after its caller is gone.</summary>
    public static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Taken for the gateway where no port is asked for and it is free.</summary>
    public int UsualPort { get; init; }

    /// <summary>Name of the checkout as on the command line.</summary>
    public static string Name(CheckoutMode checkout) => checkout == CheckoutMode.Naive ? "naive" : "saga";
}
