using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.State;

namespace Faultline.Tests.Workloads.Http;

public sealed class PostingPlanTests : IDisposable
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private readonly PlannedSystem _bank = new(WrittenModel.Bank(Nowhere));

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void A_transaction_posts_what_its_variables_say()
    {
        var posted = new TransactionPostings(_bank.Plan).Of(_bank.Plan.Operation("transfer"), """{"from":"A","to":"B","cents":5,"id":"t1"}""");

        Assert.Equal(
            [new(new AccountId(0, "A"), -5), new(new AccountId(0, "B"), 5), new(new AccountId(1, "t1"), 1)],
            posted!.Postings);
        Assert.Equal("account A", _bank.Plan.NameOf(posted.Postings[0].Account));
        Assert.Equal("transfer t1", _bank.Plan.NameOf(posted.Postings[2].Account));
    }

    [Fact]
    public void What_goes_to_and_fro_on_one_account_is_nothing()
    {
        var posted = new TransactionPostings(_bank.Plan).Of(_bank.Plan.Operation("transfer"), """{"from":"A","to":"A","cents":5,"id":"t1"}""");

        Assert.Equal([new(new AccountId(1, "t1"), 1)], posted!.Postings);
    }

    [Fact]
    public void A_variable_that_is_missing_is_told_once()
    {
        var postings = new TransactionPostings(_bank.Plan);

        Assert.Null(postings.Of(_bank.Plan.Operation("transfer"), """{"from":"A"}"""));
        Assert.Contains("what transfer posts cannot be computed", postings.FirstFault, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_posts_for_each_element_of_its_list()
    {
        using var shop = new PlannedSystem(WrittenModel.Of(Faultline.Workloads.Http.Files.ExperimentFile.StarterFiles["shop"].Text));
        var checkout = shop.Plan.Operation("checkout");

        var (posted, _) = new TransactionPostings(shop.Plan).In(
            checkout, """{"order":"o"}""", """{"paid":false,"items":[["i",2],["j",1],["i",1]],"user_id":"u","total_cost":4}"""u8.ToArray());

        Assert.Equal(
            [new(new AccountId(0, "i"), -3), new(new AccountId(0, "j"), -1), new(new AccountId(1, "u"), -4), new(new AccountId(2, "o"), 1)],
            posted!.Postings);
        var (none, fault) = new TransactionPostings(shop.Plan).In(checkout, """{"order":"o"}""", """{"items":[["i",2]]}"""u8.ToArray());
        Assert.Null(none);
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void Variables_come_back_as_they_were_written()
    {
        var operation = _bank.Plan.Operation("transfer");
        var scope = _bank.Plan.NewScope();
        operation.Kept.Read("""{"from":"a\"b","to":"7","cents":-9007199254740993,"id":"ü"}""", scope);

        var written = operation.Kept.Write(scope);
        var again = _bank.Plan.NewScope();
        operation.Kept.Read(written, again);

        Assert.All(operation.Kept.Slots, slot => Assert.Equal(scope[slot], again[slot]));
        Assert.True(again[_bank.Plan.Model.Variables.Find("cents")].IsNumber);
        Assert.False(again[_bank.Plan.Model.Variables.Find("to")].IsNumber);
        Assert.Throws<InvalidDataException>(() => operation.Kept.Read("[]", again));
    }
}
