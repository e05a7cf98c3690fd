using Faultline.Workloads.Http.Model;

namespace Faultline.Tests.Workloads.Http;

/// <summary>The bank of the tests: accounts, transfers between them, and deposits from outside.</summary>
internal static class BankModel
{
    public static SystemModel At(Uri address, int accounts = 60, double privates = 0.4, RepeatSpec repeat = RepeatSpec.Probe)
    {
        var parts = new ModelParts();
        return new SystemModel
        {
            Name = "bank",
            Variables = parts.Variables,
            Targets = [new TargetSpec("bank", address)],
            Accounts =
            [
                new AccountSpec
                {
                    Name = "balance",
                    Read = parts.Request("GET bank /accounts/$id"),
                    Value = ModelParts.Value("$.balance"),
                    Floor = 0,
                    Unit = "EUR",
                    Words = new AccountWords("account", "moved-twice", "money-not-given-back", "overdrawn", "balance-out-of-bounds"),
                },
                new AccountSpec
                {
                    Name = "settled",
                    Read = parts.Request("GET bank /transfers/$id"),
                    Value = ModelParts.Value("$.state == \"settled\""),
                    IsFlag = true,
                },
            ],
            Entities =
            [
                new EntitySpec
                {
                    Name = "account",
                    Count = accounts,
                    PrivateShare = privates,
                    Create = parts.Request("POST bank /accounts", ("balance", "1000")),
                    Id = parts.Capture("account", "$.id"),
                },
            ],
            Operations =
            [
                new OperationSpec
                {
                    Name = "transfer",
                    Transaction = parts.Key("$id"),
                    Send = parts.Request("POST bank /transfers", ("id", "$id"), ("from", "$from"), ("to", "$to"), ("cents", "$cents")) with
                    {
                        Headers = [parts.Header("Idempotency-Key", "$id")],
                    },
                    Posts = [parts.Post("balance", "$from", "-$cents"), parts.Post("balance", "$to", "$cents"), parts.Post("settled", "$id", "1")],
                    Repeat = repeat,
                    Answers = new AnswerSpec { Refused = [409, 422], UnknownIf = ["DB error"] },
                    Reaches = ["bank"],
                },
                new OperationSpec
                {
                    Name = "deposit",
                    Transaction = parts.Key("$id"),
                    Send = parts.Request("POST bank /deposits", ("id", "$id"), ("to", "$to"), ("cents", "$cents")),
                    Posts = [parts.Post("balance", "$to", "$cents")],
                    Repeat = repeat,
                    Conserves = false,
                },
                new OperationSpec
                {
                    Name = "look",
                    Send = parts.Request("GET bank /accounts/$from"),
                    Shows = new ShownSpec("balance", parts.Key("$from")),
                },
            ],
            Users = new UsersSpec(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(60),
            [
                new ScriptSpec(0.7, parts.Steps("pick from of account", "pick to of account != from", "draw cents 1..50", "new id", "transfer", "retry transfer 50% if unknown")) { Name = "transfer" },
                new ScriptSpec(0.2, parts.Steps("pick to of account", "draw cents 1..50", "new id", "deposit")) { Name = "deposit" },
                new ScriptSpec(0.1, parts.Steps("pick from of account", "look")) { Name = "look" },
            ]),
        };
    }
}
