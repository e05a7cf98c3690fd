using System.CommandLine;
using Faultline.Cli.Bank;
using Faultline.Cli.Options;
using Faultline.Cli.Samples;
using Faultline.Cli.Shop.Commands;

namespace Faultline.Cli.Commands;

/// <summary><c>faultline sample</c>: the sample systems, to try the other commands on.</summary>
internal static class SampleCommand
{
    private const int UsualBankPort = 8080;

    public static Command Create()
    {
        var serve = BankServeCommand.Create();
        serve.Hidden = true;
        return new Command("sample", "The sample systems, a shop and a bank, to try the other commands on") { Up(), Down(), serve };
    }

    private static Command Up() => new("up", "Starts a sample with empty stores and stays until Ctrl-C, SIGTERM or sample down")
    {
        ShopCommand.Up(ShopCommand.Name, ShopCommand.About),
        Bank(),
    };

    private static Command Bank()
    {
        var bug = CommonOptions.OneOf(
            new Option<string?>("--bug") { Description = $"One fault, to see it found: {string.Join(", ", BankPlan.Bugs.Keys)}", HelpName = "BUG" },
            [.. BankPlan.Bugs.Keys]);
        var port = SampleOptions.Port("the bank", UsualBankPort);
        var docker = SampleOptions.Docker();
        var command = new Command(BankPlan.Name, "The bank: money is transferred between accounts that a ledger keeps") { docker, bug, port };
        command.SetAction((parsed, _) =>
        {
            var folder = Directory.GetCurrentDirectory();
            var plan = new BankPlan(folder, parsed.GetValue(port))
            {
                UsualPort = UsualBankPort,
                Bug = parsed.GetValue(bug) is { } name ? BankPlan.Bugs[name] : null,
                Project = parsed.GetValue(docker) ? SamplePlan.ProjectOf(BankPlan.Name, folder) : null,
            };
            return SampleDesk.UpAsync(plan, sample =>
            {
                SampleDesk.TellPort(plan, sample.Gateway);
                Console.WriteLine($"the bank is up at {sample.Gateway.ToString().TrimEnd('/')}. Next: {plan.Next}. Ctrl-C or faultline sample down stops it");
                return null;
            });
        });
        return command;
    }

    private static Command Down()
    {
        var command = new Command("down", "Stops the sample that was started from this folder");
        command.SetAction((_, stop) => SampleDesk.DownAsync("sample", stop));
        return command;
    }
}
