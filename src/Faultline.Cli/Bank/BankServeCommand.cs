using System.CommandLine;
using Bank;
using Faultline.Cli.Common;
using Faultline.Cli.Options;
using Faultline.Cli.Samples;

namespace Faultline.Cli.Bank;

/// <summary><c>faultline sample serve-bank ROLE</c>: one process of the sample bank.</summary>
internal static class BankServeCommand
{
    public const string Name = "serve-bank";

    public static Command Create()
    {
        var role = new Argument<BankRole>("ROLE") { Description = "bank or ledger" };
        var ledger = ServeArguments.Address("--ledger", "Where the bank finds the ledger");
        var bug = CommonOptions.OneOf(new Option<string?>("--bug") { Description = "Fault in the bank" }, [.. BankPlan.Bugs.Keys]);
        var common = new ServeArguments();
        var command = new Command(Name, "Runs one process of the bank (sample up bank starts them all)") { role, ledger, bug };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            // Without a role that is told already, and an error of the command hides those of its options.
            if (result.GetResult(role) is not { Tokens.Count: > 0 }) return;
            if (!common.HasStore(result)) result.AddError("a service needs --data or --store");
            if (result.GetValue(role) == BankRole.Bank && result.GetResult(ledger) is null) result.AddError("the bank needs --ledger");
        });
        command.SetAction(async (parsed, stop) =>
        {
            await BankServer.RunAsync(
                new BankOptions
                {
                    Role = parsed.GetValue(role),
                    Address = common.Listen(parsed),
                    Port = common.Port(parsed),
                    Instance = common.Instance(parsed),
                    DataDirectory = common.Data(parsed),
                    StoreAddress = common.Store(parsed),
                    Ledger = parsed.GetValue(ledger),
                    Bug = parsed.GetValue(bug) is { } name ? BankPlan.Bugs[name] : null,
                    StepDelay = common.StepDelay(parsed),
                },
                stop);
            return ExitCode.Consistent;
        });
        return command;
    }
}
