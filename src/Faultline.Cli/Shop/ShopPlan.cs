using System.Globalization;
using Faultline.Cli.Samples;
using Shop;

namespace Faultline.Cli.Shop;

/// <summary>How the sample shop is to run: a gateway, and N each of order, stock and payment, which have a store each.</summary>
/// <param name="Folder">Folder that gets the <c>.faultline</c> folder with what is known of the shop.</param>
/// <param name="Checkout">Which checkout the order service runs.</param>
/// <param name="Replicas">Instances of each service.</param>
/// <param name="Port">Port of the gateway; null: any that is free.</param>
/// <param name="StepDelay">Pause between the steps of a checkout.</param>
internal sealed record ShopPlan(string Folder, CheckoutMode Checkout, int Replicas, int? Port, TimeSpan StepDelay) : SamplePlan(Folder, Replicas, Port)
{
    /// <summary>The name of the sample.</summary>
    public const string Name = "shop";

    private const string Gateway = "gateway";

    private static readonly ShopRole[] Services = [ShopRole.Order, ShopRole.Stock, ShopRole.Payment];

    /// <summary>The longest that the shop still works on a request after its caller is gone.</summary>
    public static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The same as a user is told it.</summary>
    public static string KnownTimeout { get; } = $" ({ServerTimeout.TotalSeconds:0} for the sample shop)";

    /// <summary>The bug in its saga; null: none.</summary>
    public ShopBug? Bug { get; init; }

    public override string Sample => Name;

    public override string Variant => NameOf(Checkout);

    public override string? BugName => Bug is { } bug ? ServeOptions.Name(bug) : null;

    public override string Next => "faultline stress --init";

    public override IReadOnlyList<string> FirstCalls => ["/orders/find/0", "/stock/find/0", "/payment/find_user/0"];

    public override IReadOnlyList<SampleProcess> Processes =>
    [
        .. from role in Services
           from number in Enumerable.Range(1, Replicas)
           select new SampleProcess(ServeOptions.Service(role), number, ServeOptions.Name(role), addressOf => Serve(role, "--gateway", addressOf(Gateway, 1))),
        new SampleProcess(Gateway, 1, null, addressOf => Serve(ShopRole.Gateway, Backends(addressOf))),
    ];

    /// <summary>Name of the checkout as on the command line.</summary>
    public static string NameOf(CheckoutMode checkout) => checkout == CheckoutMode.Naive ? "naive" : "saga";

    /// <summary>Name of the project of a folder's shop.</summary>
    public static string ProjectOf(string folder) => ProjectOf(Name, folder);

    private string[] Backends(AddressOf addressOf) =>
    [
        .. from role in Services
           from number in Enumerable.Range(1, Replicas)
           from argument in new[] { "--backend", ServeOptions.Backend(role, addressOf(ServeOptions.Service(role), number)) }
           select argument,
    ];

    private string[] Serve(ShopRole role, params string[] more) =>
    [
        "shop", "serve", ServeOptions.Name(role), "--checkout", Variant, .. ServeOptions.Bug(Bug),
        "--step-delay", StepDelay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), .. more,
    ];
}
