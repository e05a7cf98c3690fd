using Faultline.Workloads.Http.Files;
using Faultline.Workloads.Http.Model;

namespace Faultline.Tests.Workloads.Http.Files;

public class BankFileTests
{
    private static readonly ExperimentFile Bank = ExperimentText.Read(ExperimentFile.StarterFiles["bank"].Text);

    private static SystemModel Model => Bank.Model;

    [Fact]
    public void It_is_right_and_nothing_is_to_be_told() => Assert.Empty(Bank.Warnings);

    [Fact]
    public void Its_name_and_its_target_are_read()
    {
        Assert.Equal("bank transfers", Model.Name);
        var target = Assert.Single(Model.Targets);
        Assert.Equal(("bank", new Uri("http://localhost:8080")), (target.Name, target.Address));
        Assert.Empty(target.Headers);
        Assert.Null(target.TrustedAuthority);
    }

    [Fact]
    public void Its_balance_is_read_with_floor_unit_and_words()
    {
        var balance = Model.Accounts[0];

        Assert.Equal(("balance", "GET bank /accounts/$id", "$.balance"), (balance.Name, ExperimentText.Line(balance.Read), balance.Value.Source));
        Assert.Equal((0, "cents", 0, 1, false), (balance.Floor, balance.Unit, balance.Scale, balance.FixedWeight, balance.IsFlag));
        Assert.Null(balance.Weight);
        Assert.Equal(new AccountWords("account", "moved-twice", "money-not-given-back", "overdrawn", "balance-out-of-bounds"), balance.Words);
        Assert.Equal(980, balance.Value.Read("""{"id":"a","balance":980}"""u8.ToArray()));
    }

    [Fact]
    public void Its_flag_is_read()
    {
        var settled = Model.Accounts[1];

        Assert.Equal(("settled", "GET bank /transfers/$id", true), (settled.Name, ExperimentText.Line(settled.Read), settled.IsFlag));
        Assert.Null(settled.Floor);
        Assert.Equal("transfer", settled.Words?.Entity);
        Assert.Equal(1, settled.Value.Read("""{"state":"settled"}"""u8.ToArray()));
        Assert.Equal(0, settled.Value.Read("""{"state":"pending"}"""u8.ToArray()));
    }

    [Fact]
    public void Its_accounts_are_created()
    {
        var account = Assert.Single(Model.Entities);

        Assert.Equal(("account", 1000, 0.4), (account.Name, account.Count, account.PrivateShare));
        Assert.Equal("POST bank /accounts", ExperimentText.Line(account.Create!));
        Assert.Equal("""{"balance":1000}""", ExperimentText.Body(account.Create!, Model));
        Assert.Equal(("$.id", "account"), (account.Id!.Source, Model.Variables.Names[account.Id.Slot]));
        Assert.Empty(account.Then);
        Assert.Empty(account.Before);
        Assert.Empty(account.Listed);
        Assert.Null(account.OnePer);
        Assert.Null(account.List);
    }

    [Fact]
    public void Its_transfer_says_what_it_moves()
    {
        var transfer = Model.Operations[0];

        Assert.Equal(("transfer", "POST bank /transfers", "$id"), (transfer.Name, ExperimentText.Line(transfer.Send), transfer.Transaction?.Source));
        Assert.Equal([("Idempotency-Key", "$id")], transfer.Send.Headers.Select(h => (h.Name, h.Value.Source)));
        Assert.Equal("""{"id":"t","from":"a","to":"b","cents":7}""", ExperimentText.Body(transfer.Send, Model, ("id", "t"), ("from", "a"), ("to", "b"), ("cents", 7L)));
        Assert.Equal([("balance", "$from", "-$cents"), ("balance", "$to", "+$cents"), ("settled", "$id", "+1")], transfer.Posts.Select(p => (p.Account, p.Key.Source, p.Amount.Source)));
        Assert.Equal((RepeatSpec.Probe, true, TimeSpan.Zero), (transfer.Repeat, transfer.Conserves, transfer.SettleAfter));
        Assert.Equal([409, 422], transfer.Answers.Refused);
        Assert.Empty(transfer.Answers.UnknownIf);
        Assert.Equal(["bank", "ledger"], transfer.Reaches);
        Assert.Empty(transfer.Captures);
        Assert.Null(transfer.Content);
        Assert.Null(transfer.Each);
        Assert.Null(transfer.Shows);
    }

    [Fact]
    public void Its_deposit_does_not_conserve_and_its_look_shows_a_balance()
    {
        Assert.Equal(("deposit", false), (Model.Operations[1].Name, Model.Operations[1].Conserves));
        var look = Model.Operations[2];
        Assert.Equal(("look", "balance", "$from"), (look.Name, look.Shows?.Account, look.Shows?.Key.Source));
        Assert.Null(look.Transaction);
    }

    [Fact]
    public void Its_users_pause_and_follow_three_scripts()
    {
        var users = Model.Users;

        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), SessionKind.None), (users.ShortestPause, users.LongestPause, users.Session));
        Assert.Equal([("transfer", 0.8), ("deposit", 0.12), ("look", 0.08)], users.Mix.Select(s => (s.Name, s.Share)));
        Assert.Equal(
            [
                new PickStep(Slot("from"), "account", -1), new PickStep(Slot("to"), "account", Slot("from")), new DrawStep(Slot("cents"), 1, 50), new NewStep(Slot("id")),
                new CallStep("transfer"), new RetryStep("transfer", 0.2, IfUnknown: true, IfFailed: false),
            ],
            users.Mix[0].Steps);
    }

    [Fact]
    public void Its_load_and_its_fault_are_read()
    {
        Assert.Equal(new LoadSpec { Users = 200, SpawnRate = 20, Runtime = TimeSpan.FromSeconds(60), ServerTimeout = TimeSpan.FromSeconds(5) }, Bank.Load);
        var fault = Assert.Single(Bank.Faults);
        Assert.Equal((FaultMoment.Users, 0.3, true, 1, TimeSpan.FromSeconds(10)), (fault.Moment, fault.At, fault.IsShare, fault.Count, fault.Recover));
        Assert.Equal(["ledger"], fault.Services);
        Assert.Equal(0.05, Bank.MaxBlindSpot);
    }

    private static int Slot(string name) => Model.Variables.Find(name);
}
