using System.CommandLine;
using Faultline.Cli.Hosts;
using Faultline.Cli.Options;
using Faultline.Cli.Samples;
using Faultline.Configuration;
using Shop;

namespace Faultline.Cli.Shop.Commands;

/// <summary><c>faultline shop</c>: the sample shop, to try the other commands on.</summary>
internal static class ShopCommand
{
    public const string Name = ShopPlan.Name;

    /// <summary>What it is, beside the other samples.</summary>
    public const string About = "The shop: orders are checked out through stock and payment";

    private const int UsualPort = 8000;

    public static Command Create() => new(Name, "The sample shop, to try the other commands on")
    {
        Up("up", "Starts the shop with empty stores and stays until Ctrl-C, SIGTERM or shop down"),
        Down(),
        ServeCommand.Create(),
    };

    /// <summary>The command that starts the shop.</summary>
    public static Command Up(string name, string description)
    {
        var checkout = CommonOptions.OneOf(
            new Option<string>("--checkout")
            {
                Description = "naive: read, change, write, lost in a crash; saga: correct under a kill at any moment",
                DefaultValueFactory = _ => "saga",
            },
            "naive", "saga");
        var bug = CommonOptions.OneOf(
            new Option<string?>("--bug") { Description = $"One fault in the saga, to see it found: {string.Join(", ", ServeOptions.Bugs.Keys)}", HelpName = "BUG" },
            [.. ServeOptions.Bugs.Keys]);
        var replicas = CommonOptions.AtLeast(
            new Option<int>("--replicas") { Description = "Instances of each service", DefaultValueFactory = _ => 1, HelpName = "N" }, 1);
        var port = SampleOptions.Port("the gateway", UsualPort);
        var docker = SampleOptions.Docker();
        var command = new Command(name, description) { docker, checkout, bug, replicas, port };
        command.Validators.Add(result =>
        {
            if (result.GetResult(bug) is { Implicit: false } && result.GetValue(checkout) == "naive")
                result.AddError("--bug puts one fault into the saga; the naive checkout has its own");
        });
        command.SetAction((parsed, _) =>
        {
            var folder = Directory.GetCurrentDirectory();
            var mode = parsed.GetValue(checkout) == "naive" ? CheckoutMode.Naive : CheckoutMode.Saga;
            return UpAsync(new ShopPlan(folder, mode, parsed.GetValue(replicas), parsed.GetValue(port), TimeSpan.Zero)
            {
                UsualPort = UsualPort,
                Bug = parsed.GetValue(bug) is { } named ? ServeOptions.Bugs[named] : null,
                Project = parsed.GetValue(docker) ? ShopPlan.ProjectOf(folder) : null,
            });
        });
        return command;
    }

    private static Task<int> UpAsync(ShopPlan plan)
    {
        if (Directory.Exists(UrlsFile.In(plan.Folder)))
            throw new ConfigurationException(new ConfigurationError(
                $"{UrlsFile.In(plan.Folder)} is a folder, and the address of the shop is written to a file of that name", Hint: "Next: move it away, or start the shop in another folder"));

        return SampleDesk.UpAsync(plan, shop =>
        {
            var urls = UrlsFile.Write(plan.Folder, shop.Gateway);
            SampleDesk.TellPort(plan, shop.Gateway);
            if (urls.KeptAnother) Console.Error.WriteLine("urls.json was there; it is kept as urls.json.bak until the shop is stopped");
            Console.WriteLine($"the shop is up at {shop.Gateway.ToString().TrimEnd('/')}; urls.json is written. Next: {plan.Next}. Ctrl-C or {SystemLock.ShopDown} stops it");
            return urls;
        });
    }

    private static Command Down()
    {
        var command = new Command("down", "Stops the shop that was started from this folder");
        command.SetAction((_, stop) => SampleDesk.DownAsync(Name, stop));
        return command;
    }
}
