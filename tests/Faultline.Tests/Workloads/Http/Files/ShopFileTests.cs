using Faultline.Workloads.Http.Files;
using Faultline.Workloads.Http.Model;

namespace Faultline.Tests.Workloads.Http.Files;

public class ShopFileTests
{
    private static readonly ExperimentFile Shop = ExperimentText.Read(ExperimentFile.StarterFiles["shop"].Text);

    private static SystemModel Model => Shop.Model;

    [Fact]
    public void It_is_right_and_nothing_is_to_be_told() => Assert.Empty(Shop.Warnings);

    [Fact]
    public void Its_targets_are_read() =>
        Assert.Equal([("order", 8000), ("stock", 8000), ("payment", 8000)], Model.Targets.Select(t => (t.Name, t.Address.Port)));

    [Fact]
    public void Its_accounts_have_weights_floors_and_the_words_of_the_shop()
    {
        Assert.Equal(["stock", "credit", "paid"], Model.Accounts.Select(a => a.Name));
        Assert.Equal(["$.price", null, null], Model.Accounts.Select(a => a.Weight?.Source));
        Assert.Equal([1, -1, 1], Model.Accounts.Select(a => a.FixedWeight));
        Assert.Equal([0, 0, null], Model.Accounts.Select(a => a.Floor));
        Assert.Equal([false, false, true], Model.Accounts.Select(a => a.IsFlag));
        Assert.Equal(new AccountWords("item", "taken-twice", "stock-not-given-back", "oversold", "stock-out-of-bounds"), Model.Accounts[0].Words);
        Assert.Equal(1, Model.Accounts[2].Value.Read("""{"paid":true}"""u8.ToArray()));
        Assert.Equal(0, Model.Accounts[2].Value.Read("""{"paid":false}"""u8.ToArray()));
    }

    [Fact]
    public void Its_population_is_created_in_order_with_what_follows()
    {
        Assert.Equal(["item", "user", "order"], Model.Entities.Select(e => e.Name));
        Assert.All(Model.Entities, e => Assert.Equal(1000, e.Count));
        Assert.Equal(["POST stock /stock/add/$item/1000000"], Model.Entities[0].Then.Select(ExperimentText.Line));
        Assert.Equal([new PickStep(Model.Variables.Find("user"), "user", -1), new PickStep(Model.Variables.Find("item"), "item", -1)], Model.Entities[2].Before);
        Assert.Equal("POST order /orders/create/$user", ExperimentText.Line(Model.Entities[2].Create!));
    }

    [Fact]
    public void Its_checkout_posts_what_the_order_holds()
    {
        var checkout = Model.Operations.Single(o => o.Name == "checkout");

        Assert.Equal("$order", checkout.Transaction?.Source);
        Assert.Equal("GET order /orders/find/$order", ExperimentText.Line(checkout.Content!));
        Assert.Equal([("paid", "$order", "+1"), ("credit", "$.user_id", "-$.total_cost")], checkout.Posts.Select(p => (p.Account, p.Key.Source, p.Amount.Source)));
        Assert.Equal(("line", "$.items"), (checkout.Each?.Name, checkout.Each?.List.Source));
        Assert.Equal([("stock", "$line.0", "-$line.1")], checkout.Each!.Posts.Select(p => (p.Account, p.Key.Source, p.Amount.Source)));
        Assert.Equal(["DB error", "Requests error"], checkout.Answers.UnknownIf);
        Assert.Null(checkout.Answers.Refused);
        Assert.Equal(["order-service", "stock-service", "payment-service"], checkout.Reaches);
    }

    [Fact]
    public void What_an_order_was_created_as_is_captured() =>
        Assert.Equal([("order", "$.order_id")], Model.Operations[0].Captures.Select(c => (Model.Variables.Names[c.Slot], c.Source)));

    [Fact]
    public void Two_scripts_of_the_same_share_stand_in_a_list() =>
        Assert.Equal(
            [("checkout", 0.6), ("checkout 2", 0.3), ("find-user", 0.05), ("find-item", 0.05)],
            Model.Users.Mix.Select(s => (s.Name, s.Share)));

    [Fact]
    public void Its_faults_are_those_of_the_built_in_shop() =>
        Assert.Equal(
            [(0.3, "order-service", 30d), (0.6, "payment-service", null), (0.8, "stock-service", (double?)60)],
            Shop.Faults.Select(f => (f.At, f.Services[0], f.Recover?.TotalSeconds)));
}
