using System.CommandLine;
using Faultline.Cli.Shop;
using Shop;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline shop serve ROLE</c>: one process of the sample shop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var role = new Argument<ShopRole>("ROLE") { Description = "gateway, order, stock or payment" };
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1", Required = true };
        var instance = new Option<string>("--instance") { Description = "Name of the instance, told with every answer", Required = true };
        var data = new Option<string>("--data") { Description = "Folder of the stores", Required = true };
        var checkout = new Option<CheckoutMode>("--checkout") { Description = "naive or saga", DefaultValueFactory = _ => CheckoutMode.Saga };
        var gateway = new Option<Uri?>("--gateway") { Description = "Where the order service finds stock and payment", CustomParser = result => Address(result) };
        var backends = new Option<string[]>("--backend") { Description = "ROLE=ADDRESS of a service behind the gateway; once per instance" };
        var delay = new Option<double>("--step-delay") { Description = "Pause between the steps of a checkout, in milliseconds" };
        backends.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (ServeOptions.ReadBackend(token.Value) is null) result.AddError($"--backend is not ROLE=ADDRESS: {token.Value}");
        });

        var command = new Command("serve", "Runs one process of the shop (shop up starts them all)") { role, port, instance, data, checkout, gateway, backends, delay };
        command.SetAction(async (parsed, stop) =>
        {
            await ShopServer.RunAsync(
                new global::Shop.ShopOptions
                {
                    Role = parsed.GetValue(role),
                    Port = parsed.GetValue(port),
                    Instance = parsed.GetValue(instance)!,
                    DataDirectory = parsed.GetValue(data)!,
                    Checkout = parsed.GetValue(checkout),
                    Gateway = parsed.GetValue(gateway),
                    Backends = [.. (parsed.GetValue(backends) ?? []).Select(ServeOptions.ReadBackend).OfType<ShopBackend>()],
                    StepDelay = TimeSpan.FromMilliseconds(parsed.GetValue(delay)),
                },
                stop);
            return ExitCode.Consistent;
        });
        return command;
    }

    private static Uri? Address(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri)) return uri;
        result.AddError($"--gateway is not an address: {result.Tokens[0].Value}");
        return null;
    }
}
