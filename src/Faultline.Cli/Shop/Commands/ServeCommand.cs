using System.CommandLine;
using Faultline.Cli.Common;
using Faultline.Cli.Options;
using Faultline.Cli.Samples;
using Shop;

namespace Faultline.Cli.Shop.Commands;

/// <summary><c>faultline shop serve ROLE</c>: one process of the sample shop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var role = new Argument<ShopRole>("ROLE") { Description = "gateway, order, stock or payment" };
        var checkout = new Option<CheckoutMode>("--checkout") { Description = "naive or saga", DefaultValueFactory = _ => CheckoutMode.Saga };
        var bug = CommonOptions.OneOf(new Option<string?>("--bug") { Description = "Fault in the saga" }, [.. ServeOptions.Bugs.Keys]);
        var gateway = ServeArguments.Address("--gateway", "Where the order service finds stock and payment");
        var backends = new Option<string[]>("--backend") { Description = "ROLE=ADDRESS of a service behind the gateway; once per instance" };
        backends.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (ServeOptions.ReadBackend(token.Value) is null) result.AddError($"--backend is not ROLE=ADDRESS: {token.Value}");
        });

        var common = new ServeArguments();
        var command = new Command("serve", "Runs one process of the shop (shop up starts them all)") { role, checkout, bug, gateway, backends };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(role) != ShopRole.Gateway && !common.HasStore(result)) result.AddError("a service needs --data or --store");
        });
        command.SetAction(async (parsed, stop) =>
        {
            await ShopServer.RunAsync(
                new global::Shop.ShopOptions
                {
                    Role = parsed.GetValue(role),
                    Address = common.Listen(parsed),
                    Port = common.Port(parsed),
                    Instance = common.Instance(parsed),
                    DataDirectory = common.Data(parsed),
                    StoreAddress = common.Store(parsed),
                    Checkout = parsed.GetValue(checkout),
                    Bug = parsed.GetValue(bug) is { } name ? ServeOptions.Bugs[name] : null,
                    Gateway = parsed.GetValue(gateway),
                    Backends = [.. (parsed.GetValue(backends) ?? []).Select(ServeOptions.ReadBackend).OfType<ShopBackend>()],
                    StepDelay = common.StepDelay(parsed),
                },
                stop);
            return ExitCode.Consistent;
        });
        return command;
    }
}
