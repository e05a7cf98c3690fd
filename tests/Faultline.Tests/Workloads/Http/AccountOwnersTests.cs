using Faultline.Workloads.Http.State;

namespace Faultline.Tests.Workloads.Http;

public sealed class AccountOwnersTests
{
    [Theory]
    [InlineData("[new id, move]", true)]
    [InlineData("[open, move]", true)]
    [InlineData("[newest, move]", false)]
    [InlineData("[draw id 1..9, move]", false)]
    [InlineData("[newest, open, move]", true)]
    [InlineData("[open, newest, move]", false)]
    public void Only_what_is_new_or_answered_to_a_write_comes_into_being_with_the_load(string script, bool isMade)
    {
        using var system = Planned("balance($id): +1", $"100%: {script}");

        Assert.Equal(isMade, AccountOwners.AreMade(system.Plan.Accounts[0], system.Plan));
    }

    [Fact]
    public void A_sort_is_not_taken_as_new_where_one_script_makes_its_keys_and_another_finds_them()
    {
        using var system = Planned("balance($id): +1", "60%: [new id, move]", "40%: [newest, move]");

        Assert.False(AccountOwners.AreMade(system.Plan.Accounts[0], system.Plan));
    }

    [Fact]
    public void An_account_that_is_written_out_is_named_and_has_no_owner_to_be_looked_for()
    {
        using var system = Planned("balance(main): +1", "100%: [new id, move]");
        var account = system.Plan.Accounts[0];

        Assert.Equal(["main"], AccountOwners.Named(account, system.Plan));
        Assert.Empty(AccountOwners.Of(account, system.Plan)!);
        Assert.False(AccountOwners.AreMade(account, system.Plan));
    }

    private static PlannedSystem Planned(string posts, params string[] scripts) => new(WrittenModel.Of($$"""
        experiment: till
        targets: { till: http://127.0.0.1:9 }
        accounts:
          balance: { read: GET till /accounts/$id, value: $.balance }
        operations:
          open: { send: POST till /accounts, capture: { id: $.id } }
          newest: { send: GET till /newest, capture: { id: $.id } }
          move:
            transaction: $id
            send: POST till /moves/$id
            posts: { {{posts}} }
            conserves: no
            repeat: refused
        users:
          mix:
            {{string.Join("\n    ", scripts)}}
        """));
}
