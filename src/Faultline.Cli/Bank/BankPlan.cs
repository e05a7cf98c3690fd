using System.Globalization;
using Bank;
using Faultline.Cli.Samples;

namespace Faultline.Cli.Bank;

/// <summary>How the sample bank is to run: the bank, which customers reach, and the ledger behind it, with a store each.</summary>
/// <param name="Folder">Folder that gets the <c>.faultline</c> folder with what is known of the bank.</param>
/// <param name="Port">Port of the bank; null: any that is free.</param>
internal sealed record BankPlan(string Folder, int? Port) : SamplePlan(Folder, Replicas: 1, Port)
{
    /// <summary>The name of the sample.</summary>
    public const string Name = "bank";

    private const string Ledger = "ledger";

    /// <summary>Bugs of the bank by their names on the command line.</summary>
    public static IReadOnlyDictionary<string, BankBug> Bugs { get; } = Enum.GetValues<BankBug>().ToDictionary(NameOf);

    /// <summary>The bug in it; null: none.</summary>
    public BankBug? Bug { get; init; }

    /// <summary>Pause between the two halves of a transfer, so that a kill lands in the middle of one.</summary>
    public TimeSpan StepDelay { get; init; }

    public override string Sample => Name;

    public override string? BugName => Bug is { } bug ? NameOf(bug) : null;

    public override string Next => "faultline run samples/Bank/bank.yaml";

    public override IReadOnlyList<string> FirstCalls => ["/accounts/none", "/transfers/none"];

    public override IReadOnlyList<SampleProcess> Processes =>
    [
        new(Ledger, 1, Ledger, _ => Serve(BankRole.Ledger)),
        new(Name, 1, Name, addressOf => Serve(BankRole.Bank, "--ledger", addressOf(Ledger, 1))),
    ];

    private static string NameOf(BankBug bug) => bug switch
    {
        BankBug.HalfTransfer => "half-transfer",
        BankBug.DoubleTransfer => "double",
        BankBug.LostUpdate => "lost-update",
    };

    private string[] Serve(BankRole role, params string[] more) =>
    [
        "sample", BankServeCommand.Name, role.ToString().ToLowerInvariant(), .. BugName is { } bug ? new[] { "--bug", bug } : [],
        "--step-delay", StepDelay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), .. more,
    ];
}
