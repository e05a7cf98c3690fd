using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Faultline.Cli.Commands;
using Shop;

namespace Faultline.Cli.Shop.Commands;

/// <summary><c>faultline shop serve ROLE</c>: one process of the sample shop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var role = new Argument<ShopRole>("ROLE") { Description = "gateway, order, stock or payment" };
        var listen = new Option<IPAddress>("--listen")
        {
            Description = "Address to listen on",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result => Parse<IPAddress>(result, IPAddress.TryParse, "--listen"),
        };
        var port = CommonOptions.Strict(new Option<int>("--port") { Description = "Port to listen on", Required = true });
        var instance = new Option<string>("--instance") { Description = "Name of the instance, told with every answer", Required = true };
        var data = new Option<string?>("--data") { Description = "Folder of the stores, as SQLite files" };
        var store = new Option<string?>("--store") { Description = "HOST or HOST:PORT of the service's PostgreSQL server, instead of --data" };
        var checkout = new Option<CheckoutMode>("--checkout") { Description = "naive or saga", DefaultValueFactory = _ => CheckoutMode.Saga };
        var bug = CommonOptions.OneOf(new Option<string?>("--bug") { Description = "Fault in the saga" }, [.. ServeOptions.Bugs.Keys]);
        var gateway = new Option<Uri?>("--gateway") { Description = "Where the order service finds stock and payment", CustomParser = result => Parse<Uri>(result, (string? text, out Uri? uri) => Uri.TryCreate(text, UriKind.Absolute, out uri), "--gateway") };
        var backends = new Option<string[]>("--backend") { Description = "ROLE=ADDRESS of a service behind the gateway; once per instance" };
        var delay = CommonOptions.Strict(new Option<double>("--step-delay") { Description = "Pause between the steps of a checkout, in milliseconds" });
        backends.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (ServeOptions.ReadBackend(token.Value) is null) result.AddError($"--backend is not ROLE=ADDRESS: {token.Value}");
        });

        var command = new Command("serve", "Runs one process of the shop (shop up starts them all)") { role, listen, port, instance, data, store, checkout, bug, gateway, backends, delay };
        command.Validators.Add(result =>
        {
            if (result.GetValue(role) != ShopRole.Gateway && result.GetResult(data) is null && result.GetResult(store) is null)
                result.AddError("a service needs --data or --store");
        });
        command.SetAction(async (parsed, stop) =>
        {
            await ShopServer.RunAsync(
                new global::Shop.ShopOptions
                {
                    Role = parsed.GetValue(role),
                    Address = parsed.GetValue(listen)!,
                    Port = parsed.GetValue(port),
                    Instance = parsed.GetValue(instance)!,
                    DataDirectory = parsed.GetValue(data),
                    StoreAddress = parsed.GetValue(store),
                    Checkout = parsed.GetValue(checkout),
                    Bug = parsed.GetValue(bug) is { } name ? ServeOptions.Bugs[name] : null,
                    Gateway = parsed.GetValue(gateway),
                    Backends = [.. (parsed.GetValue(backends) ?? []).Select(ServeOptions.ReadBackend).OfType<ShopBackend>()],
                    StepDelay = TimeSpan.FromMilliseconds(parsed.GetValue(delay)),
                },
                stop);
            return ExitCode.Consistent;
        });
        return command;
    }

    private delegate bool TryParse<T>(string? text, out T? value);

    private static T? Parse<T>(ArgumentResult result, TryParse<T> parse, string option)
    {
        if (parse(result.Tokens[0].Value, out var value)) return value;
        result.AddError($"{option} is not an address: {result.Tokens[0].Value}");
        return default;
    }
}
